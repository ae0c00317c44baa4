import { expect, it } from "vitest";
import { replyClassOf } from "./rules";

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
  ["negative", "No.\n\nAda Lovelace\nCTO"],
  ["negative", "Nein danke"],
  ["negative", "Non merci"],
  ["negative", "Hard pass"],
  ["negative", "We don't have budget"],
  ["negative", "It's too expensive"],
  ["negative", "Already using Salesforce"],
  ["negative", "We just signed with a competitor"],
  ["negative", "Нас это не интересует"],
  ["negative", "Declined the invitation: Demo"],
  ["negative", "We are all set, thanks"],
  ["positive", "Accepted the invitation: Demo"],
  ["positive", "Ada Lovelace has accepted this invitation."],
  ["positive", "Can you send me pricing?"],
  ["positive", "Please send more information."],
  ["positive", "What does it cost?"],
  ["positive", "Looks interesting"],
  ["positive", "I'd be open to a chat"],
  ["positive", "Go ahead"],
  ["positive", "👍"],
  ["positive", "Rufen Sie mich bitte an."],
  ["positive", "Können Sie mir ein Angebot schicken?"],
  ["positive", "Nous sommes intéressés."],
  ["positive", "Да, интересно"],
  ["positive", "On Monday Tom wrote:\n> shall we?\n\nYes, please call me."],
  ["neutral", "I am not sure we would be interested"],
  ["neutral", "I don't want to miss this."],
  ["neutral", "Thursday is good, thanks"],
  ["neutral", "Please stop by tomorrow."],
  ["neutral", "I'm not the right person, talk to Bob."],
  ["neutral", "Thank you for the quick response"],
  ["neutral", "No problem, let us talk on Thursday"],
  ["neutral", "Who are you?"],
  ["neutral", "How did you get my address?"],
  ["neutral", "My colleague Anna looks after this, she is in copy"],
  ["neutral", "OK, noted: your letter of yes and no"],
])("takes for %s: %s", (replyClass, body) => {
  expect(replyClassOf("Re: Hello", body).replyClass).toBe(replyClass);
});

// In time that grows with the square of the length none of these would end before the test does.
it("reads a long answer to its end", () => {
  for (const words of ["send me ", "open to ", "i would be ", "already have ", "not sure ", "we'd "])
    replyClassOf("Re: Hello", words.repeat(100_000));
});

it("says the sentence that decides, of their own words alone", () => {
  expect(replyClassOf("Re: Hello", "Thank you. That sounds good to us. Regards")).toEqual({
    replyClass: "positive",
    evidence: "That sounds good to us.",
  });
  const quoted = "Who is this?\n\nOn Monday Tom wrote:\n> We would love to hear whether you are interested";
  expect(replyClassOf("Re: Hello", quoted).replyClass).toBe("neutral");
});
