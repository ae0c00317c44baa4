import { expect, it } from "vitest";
import { replyClassOf } from "./reply-rules";

it.each([
  ["unsubscribe", "Not interested, please remove me"],
  ["unsubscribe", "Stop emailing me"],
  ["negative", "Thanks, but we already have a vendor"],
  ["negative", "We are not interested in this at the moment"],
  ["negative", "Sounds interesting, but no budget this year"],
  ["negative", "Unfortunately we have no use for this"],
  ["negative", "We are not looking for a new tool"],
  ["negative", "Kein Bedarf"],
  ["negative", "Nous n'avons pas besoin de cela"],
  ["positive", "Sure, Tuesday works"],
  ["positive", "Can you send me the pricing?"],
  ["positive", "I'd like to see a demo"],
  ["positive", "We would love to hear more about it"],
  ["positive", "I can't talk now, call me tomorrow"],
  ["positive", "Yes please!"],
  ["positive", "Yes."],
  ["positive", "Wir haben Interesse"],
  ["positive", "Me interesa mucho"],
  ["urgent", "We need this by tomorrow"],
  ["urgent", "Bitte dringend melden"],
  ["neutral", "Who are you?"],
  ["neutral", "How did you get my address?"],
  ["neutral", "My colleague Anna looks after this, she is in copy"],
  ["neutral", "OK, noted: your letter of yes and no"],
])("takes for %s: %s", (replyClass, body) => {
  expect(replyClassOf("Re: Hello", body).replyClass).toBe(replyClass);
});

it("says the sentence that decides, of their own words alone", () => {
  expect(replyClassOf("Re: Hello", "Thank you. That sounds good to us. Regards")).toEqual({
    replyClass: "positive",
    evidence: "That sounds good to us.",
  });
  const quoted = "Who is this?\n\nOn Monday Tom wrote:\n> We would love to hear whether you are interested";
  expect(replyClassOf("Re: Hello", quoted).replyClass).toBe("neutral");
});
