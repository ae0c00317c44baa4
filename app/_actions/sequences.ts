"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { moveEnrollments } from "@/lib/enrolling/move-enrollments";
import { previewSegmentInputSchema } from "@/lib/enrolling/schema";
import { previewSegment } from "@/lib/enrolling/segment-queries";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";
import { resumeEnrollment } from "@/lib/enrollments/resume-enrollment";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { pauseSequences } from "@/lib/sequence-pauses/pause-sequences";
import { resumeSequence } from "@/lib/sequence-pauses/resume-sequence";
import { resumeSequences } from "@/lib/sequence-pauses/resume-sequences";
import { testSequenceInputSchema } from "@/lib/sequence-results/schema";
import { testSequence } from "@/lib/sequence-results/test-queries";
import { archiveSequence } from "@/lib/sequences/archive-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";

const pages = { revalidate: "/sequences" };

export async function createSequenceAction(raw: unknown) {
  return toAction(createSequence, pages)(raw);
}

export async function updateSequenceAction(raw: unknown) {
  return toAction(updateSequence, pages)(raw);
}

export async function publishSequenceAction(raw: unknown) {
  return toAction(publishSequence, pages)(raw);
}

export async function pauseSequenceAction(raw: unknown) {
  return toAction(pauseSequence, pages)(raw);
}

export async function resumeSequenceAction(raw: unknown) {
  return toAction(resumeSequence, pages)(raw);
}

export async function archiveSequenceAction(raw: unknown) {
  return toAction(archiveSequence, pages)(raw);
}

export async function pauseSequencesAction(raw: unknown) {
  return toAction(pauseSequences, pages)(raw);
}

export async function resumeSequencesAction(raw: unknown) {
  return toAction(resumeSequences, pages)(raw);
}

export async function moveEnrollmentsAction(raw: unknown) {
  return toAction(moveEnrollments, pages)(raw);
}

export async function enrollLeadsAction(raw: unknown) {
  return toAction(enrollLeads, pages)(raw);
}

export async function enrollLeadAction(raw: unknown) {
  return toAction(enrollLead, { revalidate: "/leads" })(raw);
}

export async function pauseEnrollmentAction(raw: unknown) {
  return toAction(pauseEnrollment, { revalidate: "/" })(raw);
}

export async function resumeEnrollmentAction(raw: unknown) {
  return toAction(resumeEnrollment, { revalidate: "/" })(raw);
}

export async function stopEnrollmentAction(raw: unknown) {
  return toAction(stopEnrollment, { revalidate: "/" })(raw);
}

export async function testSequenceAction(raw: unknown) {
  const { id, lead_id } = parseInput(testSequenceInputSchema, raw);
  return asAction(({ context }) => read(context, "sequences:read", (tx) => testSequence(tx, id, lead_id, context)));
}

/** What enrolling the leads of a segment would come to, as many as fit into one go. */
export async function previewSegmentAction(raw: unknown) {
  const input = parseInput(previewSegmentInputSchema, raw);
  return asAction(({ context }) => read(context, "enrollments:write", (tx) => previewSegment(tx, input, context)));
}
