import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent } from "@/lib/live/schema";
import { concerns, openLiveConnection } from "./live-connection";

/** The browser's part, as the standard has it: reconnects by itself unless it was refused. */
class Source extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    sources.push(this);
  }
  accept() {
    this.readyState = 1;
    this.onopen?.();
  }
  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }
  drop() {
    this.readyState = 0;
    this.onerror?.();
  }
  tell(kind: string, id: string, body: object) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(body), lastEventId: id }));
  }
  close() {
    this.readyState = 2;
  }
}

const lead = "0190a000-0000-7000-8000-000000000001";
let sources: Source[] = [];
let heard: LiveEvent[] = [];
beforeEach(() => {
  [sources, heard] = [[], []];
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const connect = () => openLiveConnection({ onEvent: (event) => heard.push(event) });

test("hands on what it hears", () => {
  connect();
  sources[0]?.accept();
  sources[0]?.tell("lead.changed", "7", { lead_id: lead });
  expect(heard).toEqual([{ kind: "lead.changed", body: { lead_id: lead } }]);
});

test("begins behind the place that the page was drawn at", () => {
  openLiveConnection({ since: 41, onEvent: (event) => heard.push(event) });
  expect(sources.map((one) => one.url)).toEqual(["/api/live?last_event_id=41"]);
});

test("leaves a lost connection to the browser, and opens anew behind the last event after a refusal", () => {
  connect();
  sources[0]?.accept();
  sources[0]?.tell("lead.changed", "7", { lead_id: lead });
  sources[0]?.drop();
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);

  sources[0]?.refuse();
  vi.advanceTimersByTime(1000);
  expect(sources.map((one) => one.url)).toEqual(["/api/live", "/api/live?last_event_id=7"]);
  sources[1]?.accept();
  expect(heard).toHaveLength(1);
});

test("waits longer after each refusal, 30 s at most, and a fresh network is tried at once", () => {
  connect();
  for (let refused = 0; refused < 8; refused++) {
    sources.at(-1)?.refuse();
    vi.advanceTimersByTime(Math.min(30_000, 1000 * 2 ** refused) / 2 - 1);
    expect(sources).toHaveLength(refused + 1);
    vi.advanceTimersByTime(30_000);
    expect(sources).toHaveLength(refused + 2);
  }
  sources.at(-1)?.refuse();
  window.dispatchEvent(new Event("online"));
  expect(sources).toHaveLength(10);
});

test("says reset when it comes back without a place to resume from", () => {
  connect();
  sources[0]?.refuse();
  vi.advanceTimersByTime(1000);
  sources[1]?.accept();
  expect(heard).toEqual([{ kind: "reset", body: { position: 0 } }]);
});

test("is silent once closed", () => {
  const connection = connect();
  sources[0]?.refuse();
  connection.close();
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);
});

test("a filter lets through its lead and kinds, and every reset", () => {
  const change: LiveEvent = { kind: "lead.changed", body: { lead_id: lead, user: null, fields: [], at: "" } };
  expect(concerns({}, change)).toBe(true);
  expect(concerns({ leadId: lead }, change)).toBe(true);
  expect(concerns({ leadId: "another" }, change)).toBe(false);
  expect(concerns({ kinds: ["lead.contacted"] }, change)).toBe(false);
  expect(concerns({ leadId: "another" }, { kind: "reset", body: { position: 1 } })).toBe(true);
});
