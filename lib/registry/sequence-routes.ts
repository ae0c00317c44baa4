import { z } from "zod";
import { pageInputSchema, pageOf } from "@/lib/core/schema";
import { chosenLeadsSchema, chosenPreviewSchema } from "@/lib/enrolling/chosen-schema";
import {
  enrolledLeadsSchema,
  enrollLeadInputSchema,
  enrollLeadsInputSchema,
  enrollPreviewSchema,
  movedSchema,
  moveEnrollmentsInputSchema,
  movePreviewSchema,
  previewEnrollmentInputSchema,
} from "@/lib/enrolling/schema";
import {
  enrollmentIdInputSchema,
  enrollmentPageSchema,
  enrollmentWithEventsSchema,
  listEnrollmentsInputSchema,
  pauseEnrollmentInputSchema,
} from "@/lib/enrollments/schema";
import {
  forecastInputSchema,
  forecastSchema,
  sequenceResultsSchema,
  testedSequenceSchema,
  testSequenceInputSchema,
} from "@/lib/sequence-results/schema";
import { listTriggeringsInputSchema, triggeringPageSchema } from "@/lib/sequence-triggers/schema";
import {
  createSequenceInputSchema,
  sequenceSchema,
  sequenceVersionSchema,
  sequenceWithStepsSchema,
  updateSequenceInputSchema,
} from "@/lib/sequences/schema";
import type { RestRoute } from "./rest-route";

const nothing = z.strictObject({});
const one: Pick<RestRoute, "permission" | "status" | "refusals"> = {
  permission: "sequences:read",
  status: 200,
  refusals: ["NOT_FOUND", "INVALID"],
};
const change: Pick<RestRoute, "method" | "permission" | "status" | "answer" | "refusals" | "idempotent"> = {
  method: "post",
  permission: "sequences:write",
  status: 200,
  answer: sequenceWithStepsSchema,
  refusals: ["NOT_FOUND", "CONFLICT"],
  idempotent: true,
};
const turn: Pick<RestRoute, "method" | "permission" | "status" | "answer" | "refusals" | "idempotent"> = {
  method: "post",
  permission: "enrollments:write",
  status: 200,
  answer: enrollmentWithEventsSchema,
  refusals: ["NOT_FOUND", "CONFLICT", "INVALID"],
  idempotent: true,
};
const notEnrolled = ["NOT_FOUND", "INVALID", "SEQUENCE_NOT_ACTIVE"] as const;

export const sequenceRoutes: RestRoute[] = [
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences",
    summary: "List sequences with how many people are in each",
    query: pageInputSchema,
    answer: pageOf(sequenceSchema),
    refusals: ["INVALID"],
  },
  {
    ...change,
    path: "/api/nurture_sequences",
    summary: "Make a sequence; with `publish` it takes people at once",
    body: createSequenceInputSchema,
    status: 201,
    refusals: ["INVALID", "CONFLICT"],
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}",
    summary: "Read a sequence with its newest steps and what is wrong with them",
    answer: sequenceWithStepsSchema,
  },
  {
    method: "patch",
    path: "/api/nurture_sequences/{id}",
    summary: "Change the given parts; steps are changed in the draft",
    permission: "sequences:write",
    body: updateSequenceInputSchema.omit({ sequence_id: true, if_version: true }),
    status: 200,
    answer: sequenceWithStepsSchema,
    refusals: ["INVALID", "NOT_FOUND", "STALE", "CONFLICT"],
  },
  {
    ...change,
    path: "/api/nurture_sequences/{id}/publish",
    summary: "Freeze the draft and let new people go through it",
  },
  { ...change, path: "/api/nurture_sequences/{id}/pause", summary: "Hold a sequence for everybody in it" },
  { ...change, path: "/api/nurture_sequences/{id}/resume", summary: "Let a paused sequence go on" },
  {
    ...change,
    path: "/api/nurture_sequences/{id}/archive",
    summary: "Put a sequence away; whoever is in it leaves it",
  },
  {
    ...change,
    path: "/api/nurture_sequences/pause",
    summary: "Hold every sequence that runs",
    answer: pageOf(sequenceSchema),
    refusals: ["CONFLICT"],
  },
  {
    ...change,
    path: "/api/nurture_sequences/resume",
    summary: "Let those go on that were held together",
    answer: pageOf(sequenceSchema),
    refusals: ["CONFLICT"],
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/triggerings",
    summary: "Whom its trigger enrolled, whom it did not and why, the newest first",
    query: listTriggeringsInputSchema.omit({ sequence_id: true }),
    answer: triggeringPageSchema,
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/versions",
    summary: "List the versions with their steps and who is on each",
    query: pageInputSchema,
    answer: pageOf(sequenceVersionSchema),
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/test",
    summary: "Every decision that would be taken for a lead, with simulated time; nothing is written",
    query: testSequenceInputSchema.omit({ id: true }),
    answer: testedSequenceSchema,
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/results",
    summary: "What became of its people, and of each version, step and template",
    answer: sequenceResultsSchema,
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/forecast",
    summary: "How much goes out on each of the next 14 days, if nobody answers, against what the mailboxes send",
    query: forecastInputSchema.omit({ id: true }),
    answer: forecastSchema,
  },
  {
    ...turn,
    path: "/api/nurture_sequences/{id}/enroll/preview",
    summary: "What enrolling these leads would come to: fine, left out with the reason, or to decide",
    body: previewEnrollmentInputSchema.omit({ sequence_id: true }),
    answer: enrollPreviewSchema,
    refusals: [...notEnrolled],
    idempotent: false,
  },
  {
    ...turn,
    path: "/api/nurture_sequences/{id}/enroll/dry_run",
    summary:
      "What enrolling these leads, or all that a filter finds, would come to: counts by reason, 500 leads at a time",
    body: chosenLeadsSchema,
    answer: chosenPreviewSchema,
    refusals: [...notEnrolled],
    idempotent: false,
  },
  {
    ...turn,
    path: "/api/nurture_sequences/{id}/enroll",
    summary: "Enroll up to 500 leads as the preview says",
    body: enrollLeadsInputSchema.omit({ sequence_id: true }),
    answer: enrolledLeadsSchema,
    refusals: [...notEnrolled],
  },
  {
    ...one,
    method: "get",
    path: "/api/nurture_sequences/{id}/move",
    summary: "Who is on an older version, and where they would go on in the live one",
    answer: movePreviewSchema,
  },
  {
    ...change,
    path: "/api/nurture_sequences/{id}/move",
    summary: "Take people on older versions to the live one",
    body: moveEnrollmentsInputSchema.omit({ sequence_id: true }),
    answer: movedSchema,
    refusals: ["NOT_FOUND", "INVALID", "CONFLICT", "SEQUENCE_NOT_ACTIVE"],
  },
  {
    ...turn,
    path: "/api/leads/{id}/enroll",
    summary: "Enroll a lead, or learn why not",
    body: enrollLeadInputSchema.omit({ lead_id: true }),
    status: 201,
    refusals: [
      ...notEnrolled,
      "IN_SEQUENCE",
      "NOT_ENROLLABLE",
      "DNC_BLOCKED",
      "NO_CONSENT",
      "ADDRESS_INVALID",
      "RECENTLY_CONTACTED",
    ],
  },
  {
    ...one,
    method: "get",
    path: "/api/enrollments",
    summary: "List enrollments of a sequence or a lead, the newest first",
    query: listEnrollmentsInputSchema,
    answer: enrollmentPageSchema,
    refusals: ["INVALID"],
  },
  {
    ...one,
    method: "get",
    path: "/api/enrollments/{id}",
    summary: "Read an enrollment with every decision about it",
    answer: enrollmentWithEventsSchema,
  },
  {
    ...turn,
    path: "/api/enrollments/{id}/pause",
    summary: "Hold one lead's way, until a moment or until resumed",
    body: pauseEnrollmentInputSchema.omit({ enrollment_id: true }),
  },
  { ...turn, path: "/api/enrollments/{id}/resume", summary: "Let a held lead go on", body: nothing },
  {
    ...turn,
    path: "/api/enrollments/{id}/stop",
    summary: "Take a lead out of its sequence",
    body: enrollmentIdInputSchema.omit({ enrollment_id: true }),
  },
];
