import { describe, expect, test } from "vitest";
import { frameOf, placeOf, type StoredEvent, tellNews } from "./rules";
import { liveEventSchema } from "./schema";

const lead = "0190a000-0000-7000-8000-000000000001";
const touch = "0190a000-0000-7000-8000-000000000002";
const alice = "0190a000-0000-7000-8000-000000000003";
const event = (change: Partial<StoredEvent> = {}): StoredEvent => ({
  position: 7,
  kind: "lead.contacted",
  at: "2026-11-20T14:11:00.000Z",
  lead_id: lead,
  subjects: { lead_id: lead, communication_id: touch },
  actor_id: alice,
  actor_name: "Alice",
  via: "web",
  payload: { method: "call", subject: null, at: "2026-11-20T14:10:00.000Z" },
  ...change,
});

test("a contact is told with who, how, what and when it happened", () => {
  expect(tellNews(event())).toEqual({
    position: 7,
    to: null,
    kind: "lead.contacted",
    body: {
      lead_id: lead,
      communication_id: touch,
      user: { id: alice, name: "Alice" },
      method: "call",
      subject: null,
      at: "2026-11-20T14:10:00.000Z",
    },
  });
});

describe("each kind becomes", () => {
  test.each([
    ["lead.contacted", "lead.contacted"],
    ["lead.replied", "lead.replied"],
    ["lead.created", "lead.changed"],
    ["lead.changed", "lead.changed"],
    ["lead.deleted", "lead.changed"],
    ["lead.restored", "lead.changed"],
    ["communication.unmarked", "lead.changed"],
    ["dnc.added", "lead.changed"],
    ["enrollment.stopped", "lead.changed"],
    ["consent.recorded", "lead.changed"],
    ["address.marked", "lead.changed"],
    ["hand_over.requested", "lead.changed"],
    ["stakeholder.added", "lead.changed"],
    ["suggestion.approved", "lead.changed"],
    ["session.started", undefined],
    ["outreach.prevented", undefined],
    ["constructor", undefined],
  ])("%s: %s", (kind, live) => {
    const news = tellNews(event({ kind }));
    expect(news?.kind).toBe(live);
    if (news) expect(liveEventSchema.safeParse(news).success).toBe(true);
  });
});

test("what concerns no lead is not told", () => {
  for (const kind of ["dnc.added", "lead.changed", "lead.contacted"])
    expect(tellNews(event({ kind, lead_id: null }))).toBeNull();
});

test("a change tells the names of the fields and never their values", () => {
  const payload = { changes: { email: { old: "ines@larkfield.example", new: "ines@other.example" } } };
  const news = tellNews(event({ kind: "lead.changed", payload }));
  expect(news?.body).toMatchObject({ fields: ["email"] });
  expect(JSON.stringify(news)).not.toContain("example");
});

test("imported history refreshes pages and announces nobody's contact", () => {
  expect(tellNews(event({ via: "import" }))?.kind).toBe("lead.changed");
  expect(tellNews(event({ via: "import", kind: "lead.replied" }))?.kind).toBe("lead.changed");
  expect(tellNews(event({ via: "import", kind: "lead.created" }))).toBeNull();
});

test("a notification is for its user alone, and for nobody when it names none", () => {
  const subjects = { user_id: alice, notification_id: touch };
  expect(tellNews(event({ kind: "notification.added", subjects }))).toMatchObject({ kind: "notification", to: alice });
  expect(tellNews(event({ kind: "notification.added", subjects: {} }))).toBeNull();
});

test("an erased payload still tells that something happened", () => {
  expect(tellNews(event({ payload: {} }))?.body).toMatchObject({
    lead_id: lead,
    communication_id: touch,
    method: null,
  });
});

test("a frame is one event of the stream, whatever line breaks the text holds", () => {
  const news = tellNews(event({ payload: { subject: "one\ntwo\r\n\nevent: reset" } }));
  const frame = news ? frameOf(news) : "";
  expect(frame.split("\n")).toHaveLength(5);
  expect(frame.startsWith("id: 7\nevent: lead.contacted\ndata: {")).toBe(true);
});

test.each([
  ["0", 0],
  ["42", 42],
  ["", null],
  ["-1", null],
  ["4.2", null],
  ["12a", null],
  ["9999999999999999", null],
])("the place %j is %s", (said, place) => expect(placeOf(said)).toBe(place));
