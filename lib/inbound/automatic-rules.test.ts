import { describe, expect, it } from "vitest";
import { automaticEvidence, isListMail } from "@/lib/inbound/automatic-rules";

const headers = (...lines: string[]) =>
  lines.map((line) => ({
    key: line.slice(0, line.indexOf(":")).toLowerCase(),
    value: line.slice(line.indexOf(":") + 1),
  }));

describe("a message is automatic", () => {
  it.each([
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated (vacation)",
    "X-Autoreply: yes",
    "X-Autorespond: on holiday",
    "Return-Path: <>",
    "Return-Path: < >",
    "Return-Path:",
    "Content-Type: multipart/report; report-type=delivery-status",
    "Content-Type: message/delivery-status",
    "Precedence: auto_reply",
    "X-Failed-Recipients: ada@example.org",
    "From: Mail Delivery System <MAILER-DAEMON@example.org>",
    "From: MAILER-DAEMON (Mail Delivery System)",
  ])("when it says %s", (line) => {
    expect(automaticEvidence(headers("Subject: x", line))).toBe(
      `${line.split(":")[0]?.toLowerCase()}: ${line.slice(line.indexOf(":") + 1).trim()}`,
    );
  });

  it.each([
    "Auto-Submitted: no",
    "Auto-Submitted: No (a person)",
    "X-Autoreply: no",
    "Return-Path: <ada@example.org>",
    "Content-Type: multipart/mixed; boundary=report",
    "Precedence: bulk",
    "From: Ada <ada@example.org>",
  ])("but not when it says %s", (line) => expect(automaticEvidence(headers(line))).toBeNull());

  it("but not by list headers alone", () => {
    const list = headers(
      "List-Id: <a.b>",
      "List-Post: <mailto:a@b>",
      "List-Unsubscribe: <mailto:a@b>",
      "Precedence: bulk",
    );
    expect(automaticEvidence(list)).toBeNull();
    expect(isListMail(list)).toBe(true);
  });
});

describe("list mail", () => {
  it.each(["List-Id: x", "List-Post: x", "X-BeenThere: x", "Mailing-List: x", "Precedence: list", "Precedence: Bulk"])(
    "is told by %s",
    (line) => expect(isListMail(headers(line))).toBe(true),
  );

  it.each(["Precedence: normal", "Sender: x", "Subject: list"])("is not told by %s", (line) => {
    expect(isListMail(headers(line))).toBe(false);
  });
});
