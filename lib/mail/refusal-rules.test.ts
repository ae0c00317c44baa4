import { expect, test } from "vitest";
import { addressFault } from "./refusal-rules";

const cases: [string, number, string, ReturnType<typeof addressFault>][] = [
  // Without an enhanced code the command and the reply code decide (RFC 5321, 4.2.2; RFC 7504).
  ["RCPT TO", 550, "550 no", "hard"],
  ["RCPT TO", 550, "550 Requested action not taken: mailbox unavailable", "hard"],
  ["RCPT TO", 550, "550 no such user here", "hard"],
  ["RCPT TO", 551, "551 User not local", "hard"],
  ["RCPT TO", 553, "553 mailbox name not allowed", "hard"],
  ["RCPT TO", 556, "556 Domain does not accept mail", "hard"],
  ["RCPT TO", 552, "552 exceeded storage allocation", "soft"],
  ["RCPT TO", 554, "554 transaction failed", null],
  ["RCPT TO", 530, "530 authentication required", null],
  ["RCPT TO", 503, "503 bad sequence of commands", null],
  // With one it does (RFC 3463).
  ["RCPT TO", 550, "550 5.1.1 <jane@acme.example>: Recipient address rejected: User unknown", "hard"],
  ["RCPT TO", 550, "550-5.1.1 The email account that you tried to reach does not exist.", "hard"],
  ["RCPT TO", 554, "554 5.1.2 Domain not found", "hard"],
  ["RCPT TO", 556, "556 5.1.10 Recipient address has a null MX", "hard"],
  ["RCPT TO", 550, "550 5.2.1 mailbox disabled, not accepting messages", "hard"],
  ["RCPT TO", 552, "552 5.2.2 mailbox full", "soft"],
  ["RCPT TO", 550, "550 5.2.2 over quota", "soft"],
  ["RCPT TO", 550, "550 5.7.1 delivery not authorized", null],
  ["RCPT TO", 550, "550 5.4.5 Daily sending quota exceeded", null],
  ["RCPT TO", 550, "550 5.1.8 sender's domain does not exist", null],
  ["RCPT TO", 550, "550 5.3.4 message too big", null],
  ["DATA", 550, "550 5.1.1 user unknown", "hard"],
  // Words that are about whoever sends.
  ["RCPT TO", 550, "550 relay not permitted", null],
  ["RCPT TO", 553, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", null],
  [
    "RCPT TO",
    550,
    "550-Verification failed for <rep@us.example>\n550-No Such User Here\n550 Sender verify failed",
    null,
  ],
  ["RCPT TO", 550, "550 Blocked by spamhaus, see https://x.example", null],
  ["RCPT TO", 550, "550 Access denied", null],
  ["RCPT TO", 550, "550 You have reached your hourly sending limit", null],
  ["RCPT TO", 550, "550 Please log in first", null],
  ["RCPT TO", 550, "550 your IP 10.0.0.1 has no reverse DNS", null],
  // Commands that are about the sender or the text.
  ["MAIL FROM", 550, "550 no such user", null],
  ["MAIL FROM", 550, "550 5.1.1 unknown", null],
  ["DATA", 550, "550 no such user", null],
  ["DATA", 554, "554 5.7.1 spam", null],
  ["AUTH PLAIN", 535, "535 5.7.8 bad credentials", null],
];

test.each(cases)("%s %i %j: %s", (command, code, response, fault) => {
  expect(addressFault({ command, code, response })).toBe(fault);
});
