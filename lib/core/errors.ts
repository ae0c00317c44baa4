/** Every way in which a request can fail, with its HTTP status and short title. A closed union: doors map nothing else. */
export const errorTitles = {
  INVALID: [400, "Something in the request is not right"],
  UNAUTHENTICATED: [401, "Sign in first"],
  FORBIDDEN: [403, "You may not do this"],
  NOT_FOUND: [404, "Not found"],
  METHOD_NOT_ALLOWED: [405, "This address does not do that"],
  CONFLICT: [409, "This conflicts with what is there"],
  IN_PROGRESS: [409, "The same request is still running"],
  DUPLICATE_LEAD: [409, "This person is already a lead"],
  ANSWERED_BY_MESSAGE: [409, "A stored message answers this touch"],
  STATUS_NOT_ALLOWED: [409, "The lead cannot go to this status"],
  DNC_BLOCKED: [409, "On the do-not-contact list"],
  NO_CONSENT: [409, "No consent for this channel"],
  ADDRESS_INVALID: [409, "The address does not work"],
  QUIET_HOURS: [409, "Quiet hours where this person is"],
  RECENTLY_CONTACTED: [409, "Already contacted"],
  COMPANY_LIMIT: [409, "Enough people in play at this company"],
  SAME_CHANNEL_RECENT: [409, "Contacted on this channel a few days ago"],
  COMPANY_RECENT: [409, "A colleague contacted this company recently"],
  TOO_MANY_TOUCHES: [409, "Many touches in a few days"],
  SIMILAR_MESSAGE: [409, "Nearly the same text went out before"],
  DRAFT_CLAIMED: [409, "A colleague is writing to this lead"],
  IN_SEQUENCE: [409, "A sequence is running for this lead"],
  SEQUENCE_NOT_ACTIVE: [409, "This sequence is not running"],
  NOT_ENROLLABLE: [409, "This lead cannot be enrolled"],
  STALE: [412, "Changed by somebody else in the meantime"],
  TOO_LARGE: [413, "The request is too large"],
  UNSUPPORTED_TYPE: [415, "This content type is not understood"],
  IDEMPOTENCY_MISMATCH: [422, "This Idempotency-Key was used with another body"],
  TOO_MANY_REQUESTS: [429, "Too many requests"],
  INTERNAL: [500, "Something broke on our side"],
  UNAVAILABLE: [503, "Not available right now"],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errorTitles;
export type FieldError = { path: string; message: string };
type Details = { errors?: FieldError[]; extra?: Record<string, unknown>; cause?: unknown };

/** The one error that rooms throw. `detail` is for people: what, why, what next; `extra` holds the fields of a typed refusal. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly errors?: FieldError[];
  readonly extra?: Record<string, unknown>;
  /** the stored refusal of a request that was repeated under its Idempotency-Key */
  replayed = false;

  constructor(code: ErrorCode, detail: string, { errors, extra, cause }: Details = {}) {
    super(detail, { cause });
    this.name = "AppError";
    this.code = code;
    this.status = errorTitles[code][0];
    this.detail = detail;
    this.errors = errors;
    this.extra = extra;
  }
}

/** INVALID for one field: what is wrong with it and the way out. */
export const invalid = (path: string, message: string) =>
  new AppError("INVALID", `${path}: ${message}`, { errors: [{ path, message }] });

/** NOT_FOUND in words that do not tell whether it is another organization's. */
export const notFound = (what: string) =>
  new AppError("NOT_FOUND", `There is no such ${what}, or it belongs to somebody else. Check the link.`);
