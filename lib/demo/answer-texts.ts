/** What people answer, and what reps answer to that. */
type Texts = readonly [string, ...string[]];

export const interested: Texts = [
  "Hi {me},\n\ngood timing, we had two rejected loads last week. Tuesday after two works.\n\n{first}",
  "Thanks. Send me the example, and tell me whether it works with trailers that are eight years old.\n\n{first}",
  "Looks right in principle. What happens when a vehicle is out of coverage for an hour?\n\n{first}",
  "We have tried two of these. Both were fine until the drivers switched them off. Convince me.\n\nRegards\n{first}",
  "I forwarded this to our quality people. They will want to know how long you keep the readings.\n\n{first}",
  "Yes, but only with our IT at the table. Can you send three dates for next week?\n\n{first} (from my phone)",
  "Could you do the count for {city} only? The other depots get new units in spring anyway.\n\n{first}",
  "What does it cost for {vehicles} vehicles? Please no range, a number.\n\n{first}",
  "Interesting. We decide such things in the spring budget. Until then I can look at it without promising anything.\n\n{first}",
  "You may call me Thursday morning, before eleven, on the mobile.\n\n{first}",
];

export const questions: Texts = [
  "Understood. And who changes the alarm limits, you or us?\n\n{first}",
  "Our drivers speak six languages. Does the app?\n\n{first}",
  "One more: can the receiver see it without an account? Some of our stores still fax.\n\n{first}",
  "Please send that to me once more with the data protection annex.\n\n{first}",
  "That helps. I need one page for the board on the 24th, not ten.\n\n{first}",
  "We would want parallel running for a month. Possible?\n\n{first}",
  "Fine for me. The works council has to agree to the positions of drivers, that takes two weeks.\n\n{first}",
];

export const thanks: Texts = [
  "Perfect, thank you. I come back to you after the meeting.\n\n{first}",
  "Got it. Looks good, we will talk about it on Monday.\n\n{first}",
  "Thanks for being quick. Signed copy follows from legal.\n\n{first}",
  "Agreed. Please put the start in the first week of the month.\n\n{first}",
];

export const refusals: Texts = [
  "Thank you, but we signed with FrostTrack for two years in March.\n\n{first}",
  "Not this year. Purchasing has stopped everything that is not a vehicle.\n\n{first}",
  "We build this ourselves. Please do not take it amiss.\n\n{first}",
  "I no longer look after transport, and my successor starts in summer. Nothing will move before that.\n\n{first}",
];

export const repAnswers: Texts = [
  "Hi {first},\n\nthank you. Readings are stored in the trailer and follow as soon as there is coverage, each with its own time. Nothing is lost, the map is only late.\n\nTuesday at two it is, invitation follows.\n\n{me}",
  "Hello {first},\n\neight years are fine, from about 2014 the units speak the protocol. I attached the list of makes.\n\n{me}",
  "Hi {first},\n\na number then: {vehicles} times 19 dollars, onboarding included, no other line on the invoice.\n\n{me}",
  "Dear {first},\n\nwe keep readings for two years and longer where the auditor wants it; you may export them at any time. The annex is attached.\n\n{me}",
  "Hi {first},\n\nsix languages, and the two buttons need none. I will bring a phone along so that your drivers can try to break it.\n\n{me}",
  "Hello {first},\n\nyes, by a link with no account. It opens on the old terminals in the stores too, we tested that with a customer who still faxes.\n\n{me}",
  "Hi {first},\n\nparallel running is how we always begin. Your folder stays what counts until you say otherwise.\n\n{me}",
  "Hi {first},\n\nthe page is attached. The grey figures are guesses, everything else comes from your own trailers.\n\n{me}",
];

/** A first word from their side, before anybody of us wrote. */
export const inquiries: readonly [{ subject: string; text: string }, ...{ subject: string; text: string }[]] = [
  {
    subject: "Request from your web page",
    text: "Hello,\n\nwe carry {goods} with {vehicles} vehicles from {city} and look for something that shows temperatures to our customers. Do you do that, and who would I talk to?\n\n{first} {last}, {company}",
  },
  {
    subject: "Recommended by a colleague",
    text: "Good morning,\n\na former colleague uses Fernway and does not stop talking about it. We have {depots} depots and a spreadsheet. Could somebody call me next week?\n\n{first} {last}",
  },
  {
    subject: "Question after your webinar",
    text: "Hi,\n\nyou said that gaps can be explained automatically. Does that work for {goods} as well, where the limit changes on the way?\n\n{first} {last}\n{company}",
  },
];
