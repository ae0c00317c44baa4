import {
  type SequenceStep,
  STEP_KINDS,
  type StepCondition,
  type StepKind,
  stepConditionSchema,
  stepWindowSchema,
} from "@/lib/sequences/schema";

/** A step as the builder edits it. */
export type StepDraft = {
  /** of the row on the screen alone */
  key: string;
  kind: StepKind;
  delay: string;
  unit: "hours" | "days";
  hours: { from: string; until: string; weekdays: number[] } | null;
  templateId: string;
  subject: string;
  body: string;
  condition: StepCondition | null;
  otherwise: string;
};

export const newStep = (kind: StepKind): StepDraft => ({
  // Not counted: a step that comes back after a reload must not share the key of one that is added then.
  key: crypto.randomUUID(),
  kind,
  delay: kind === "condition" ? "0" : "3",
  unit: "days",
  hours: null,
  templateId: "",
  subject: "",
  body: "",
  condition: kind === "condition" ? { field: "status", op: "is", value: "contacted" } : null,
  otherwise: "",
});

export function toDraft(step: SequenceStep): StepDraft {
  const days = step.delay_hours / 24;
  const inDays = Number.isInteger(days);
  const condition = stepConditionSchema.safeParse(step.condition);
  return {
    key: step.id,
    kind: step.kind,
    delay: String(inDays ? days : step.delay_hours),
    unit: inDays ? "days" : "hours",
    hours: step.window,
    templateId: step.template_id ?? "",
    subject: step.subject ?? "",
    body: step.body ?? "",
    condition: condition.success ? condition.data : null,
    otherwise: step.otherwise ? String(step.otherwise) : "",
  };
}

/** Whether this is a step as `StepDraft` says: one that was kept by an older release may not be. */
export const isStepDraft = (raw: unknown): raw is StepDraft =>
  typeof raw === "object" &&
  raw !== null &&
  TEXTS.every((name) => name in raw && typeof Object.entries(raw).find(([key]) => key === name)?.[1] === "string") &&
  "kind" in raw &&
  STEP_KINDS.some((kind) => kind === raw.kind) &&
  "unit" in raw &&
  (raw.unit === "hours" || raw.unit === "days") &&
  "hours" in raw &&
  (raw.hours === null || stepWindowSchema.safeParse(raw.hours).success) &&
  "condition" in raw &&
  (raw.condition === null || stepConditionSchema.safeParse(raw.condition).success);

const TEXTS = ["key", "delay", "templateId", "subject", "body", "otherwise"] as const;

/** As the API takes it. */
export const toGiven = (draft: StepDraft) => ({
  kind: draft.kind,
  delay_hours: (Number(draft.delay) || 0) * (draft.unit === "days" ? 24 : 1),
  window: draft.hours,
  template_id: draft.templateId || null,
  subject: draft.templateId ? null : draft.subject,
  body: draft.templateId ? null : draft.body,
  condition: draft.condition,
  otherwise: draft.kind === "condition" && draft.otherwise ? Number(draft.otherwise) : null,
});

/** The list with one step a place further; other ways lead to the same steps as before. */
export function moveStep(steps: readonly StepDraft[], from: number, to: number): StepDraft[] {
  const [moved] = steps.slice(from, from + 1);
  if (!moved || to < 0 || to >= steps.length) return [...steps];
  const next = steps.toSpliced(from, 1).toSpliced(to, 0, moved);
  return withWays(steps, next);
}

export const removeStep = (steps: readonly StepDraft[], at: number): StepDraft[] =>
  withWays(steps, steps.toSpliced(at, 1));
export const insertStep = (steps: readonly StepDraft[], at: number, step: StepDraft): StepDraft[] =>
  withWays(steps, steps.toSpliced(at, 0, step));

// The other way of a condition names a step by its number, which changes with the order.
function withWays(before: readonly StepDraft[], after: StepDraft[]): StepDraft[] {
  return after.map((step, nth) => {
    if (!step.otherwise) return step;
    const target = before[Number(step.otherwise) - 1];
    const place = after.findIndex((one) => one.key === target?.key);
    return { ...step, otherwise: place > nth ? String(place + 1) : "" };
  });
}
