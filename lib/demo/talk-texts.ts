/** What reps note of calls, meetings and short messages, and what comes back. */
type Texts = readonly [string, ...string[]];

export const voicemails: Texts = [
  "Left a voicemail: will send the example report by mail, call back on Thursday.",
  "No answer, no mailbox. Rang the depot in {city} instead: {first} is on the road until noon.",
  "Assistant picked up. {first} takes calls before nine or not at all.",
  "Voicemail again. Mentioned the two rejected loads and nothing else.",
  "Busy twice, then voicemail. Kept it to fifteen seconds.",
  "Reception of {company} wanted a reason. Said temperature records; they noted it.",
  "Line cut off after ten seconds. Will try again next week rather than today.",
];

export const talks: Texts = [
  "Ten minutes. {depots} depots, {vehicles} vehicles, cooling units are three makes. Pain is the dock in {city}. Wants to see the alarm list.",
  "Spoke between two meetings: budget opens in the new quarter, wants a number before that. Sends the list of vehicles.",
  "Good talk. They lost a customer over {goods} that arrived warm. Decision with the COO, {first} prepares it.",
  "Sceptical about driver apps, laughed about the two buttons. Asked for two phones to try.",
  "Competes with FrostTrack, contract there ends in four months. Call again then, with a price for the change.",
  "Quality was on the call too. They want readings every five minutes and an export to their own system.",
  "Works council is the question, not the price. I send the page about drivers' positions.",
  "Clear no for this year, friendly. Suggested the colleague in purchasing for next spring.",
];

export const meetings: Texts = [
  "Demo of the cold chain module, 60 min, four people. Wants parallel running; price per vehicle, not per seat.",
  "Walked through the {city} depot with {first}. Dock 4 stands open half the day, took photos of the seals.",
  "Kick-off with IT and quality. Open: single sign-on, and who owns the alarm limits.",
  "Board meeting, twenty minutes. One question on coverage, one on price, then silence. {first} is optimistic.",
  "Online demo, camera off, three people. Asked for a reference in {goods}.",
  "Lunch near the fair. Not a sales talk: how they plan the peak, and why the last project failed.",
  "Workshop on the rollout: ten vehicles first, {city} only, two weeks of parallel running.",
];

export const linkedins: Texts = [
  "Hi {first}, your post on door openings was the most honest thing I read about docks this year. How did the test end?",
  "Hello {first}, we both know half of the cold chain fair and not each other. I look after fleets like {company} at Fernway.",
  "{first}, a short one: do you still plan the {city} runs by hand? I have a page on what others changed first.",
  "Thanks for connecting, {first}. No pitch. If you ever want to compare numbers on rejected loads, I have eleven fleets.",
  "Hi {first}, saw that {company} opened in {city}. Congratulations, and good nerves for the first summer.",
  "Hello {first}, could you tell me who at {company} looks after temperature records? I do not want to write to everybody.",
  "{first}, we publish the gap report of a fleet with {vehicles} vehicles on Friday. Shall I send it to you first?",
];

export const linkedinAnswers: Texts = [
  "Ended as you would guess: the doors were fine, the habit was not. Happy to talk.",
  "That is me, I am afraid. Send it to my work address please.",
  "Still by hand, yes. Show me the page.",
  "Not now, we move the depot. Ask me again in autumn.",
  "Thanks! First summer was rough. Call me next week.",
];

export const texts: Texts = [
  "Hi {first}, {me} from Fernway. Running five minutes late for our call, sorry.",
  "{first}, the dates for {city} are in your mailbox. Short yes or no is enough. {me}",
  "Good morning {first}, are we still on for two o'clock? {me}, Fernway",
  "Hi {first}, tried to reach you twice. When is a good moment? {me}",
  "{first}, quick one: three cooling units or four at dock 4? {me}",
  "Thanks for the tour yesterday, {first}. Photos are on their way. {me}",
];

export const textAnswers: Texts = [
  "Four. One is broken.",
  "Yes, two o'clock.",
  "After five please",
  "No, sorry, Thursday",
];

export const whatsapps: Texts = [
  "Hi {first}, here is the short film of the dock alarm, 40 seconds. {me}",
  "Hello {first}, your driver's photo arrived, the sensor sits too close to the fan. Shall I call him?",
  "{first}, the test vehicle is on the map now. Look at it when you have a minute.",
  "Good evening {first}, as you said WhatsApp works best: does Thursday stay as it is?",
];

export const whatsappAnswers: Texts = ["Great, I see it moving 👍", "Yes, please call him", "Thursday is fine"];

export const others: Texts = [
  "Talked at our booth for ten minutes, took the leaflet and a phone number. Knows two of our customers.",
  "Sent the printed case study by post, with a card.",
  "Sat next to {first} at the fair dinner. Not a word about software, a lot about fishing.",
  "Answered a question in the trade association's forum; {first} thanked publicly.",
];
