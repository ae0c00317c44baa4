/** What reps of Fernway write; `words.ts` fills the braces. */
export type MailText = { subject: string; text: string };

export const openers: readonly [MailText, ...MailText[]] = [
  {
    subject: "Door openings at {city}, and what they cost",
    text: "Hi {first},\n\nmost fleets of {vehicles} vehicles we look at lose more cold at the dock than on the road. We measured one depot for two weeks: 41 door openings a day that nobody had planned.\n\nFernway puts route, door and temperature on one screen, so the dispatcher sees it while it happens. Would a 20-minute look at your {city} depot be worth it?\n\n{me}",
  },
  {
    subject: "Your {goods} and the HACCP folder",
    text: "Hello {first},\n\nhow does {company} prove the temperature of a delivery today? At most companies it is a printout, a driver who remembers, and a folder.\n\nOurs is a link the receiver opens: departure, every stop, arrival, signed. No new hardware if your trailers already report.\n\nShall I send you one from a run last week?\n\n{me}",
  },
  {
    subject: "{depots} depots, one list of alarms",
    text: "Hi {first},\n\nI read that {company} now runs {depots} depots. The usual trouble with that: each one has its own alarms, and by the third nobody reads them.\n\nWe merge them and keep only those that need a person within ten minutes. A carrier of your size went from 340 alarms a day to 12.\n\nOpen to a short call this week?\n\n{me}",
  },
  {
    subject: "Before the next heat wave",
    text: "Dear {first},\n\nlast July we counted the rejected loads of eleven customers: 70 per cent came from the same five vehicles. They only saw it because the numbers stood in one place.\n\nI would like to do the same count for {company}, free, from the data you already have. It takes us three days.\n\nBest regards\n{me}",
  },
  {
    subject: "Driver app without a training day",
    text: "Hi {first},\n\nevery driver app I know dies in week three. Ours has two buttons: arrived, and something is wrong. The rest it takes from the trailer.\n\nHappy to lend you two phones for a week. If your drivers do not like it, you send them back.\n\n{me}",
  },
  {
    subject: "Who answers for a warm pallet?",
    text: "Hi {first},\n\nwhen a pallet of {goods} arrives at nine degrees, the discussion is always the same: dock, driver, or the store that let it stand?\n\nWe show the minute it began. Two of your neighbours use it to settle claims in a day instead of a month.\n\nWorth fifteen minutes?\n\n{me}",
  },
  {
    subject: "Price per vehicle, nothing per seat",
    text: "Hello {first},\n\nshort and with a number: Fernway costs 19 dollars per vehicle and month, everybody at {company} may look at it, and you can stop at the end of any month.\n\nIf that is not absurd, I would show you what it does for {goods}.\n\n{me}",
  },
  {
    subject: "Your opening for a transport planner",
    text: "Hi {first},\n\nI saw that {company} is looking for a second transport planner. Before you hire one: a third of the planner's day at our customers was phoning drivers for their arrival time. That third is gone now.\n\nIf you like I will tell you how we counted.\n\n{me}",
  },
  {
    subject: "Audit season",
    text: "Dear {first},\n\nthe auditors this spring ask for gaps, not for averages: every ten minutes without a reading wants an explanation.\n\nWe made a report that lists the gaps and says why. It is one page. Can I send you the one of a company with {vehicles} vehicles?\n\n{me}",
  },
  {
    subject: "A question from the cold chain fair",
    text: "Hi {first},\n\nwe stood in the same queue for coffee at the cold chain fair and you said that {company} plans its {city} runs in a spreadsheet. I kept thinking about it.\n\nWould you show me the spreadsheet? I would tell you honestly if we are better.\n\n{me}",
  },
  {
    subject: "Telemetry you already pay for",
    text: "Hello {first},\n\nyour trailers most likely report temperature already, to a portal that nobody opens. We read that portal for you. No boxes, no fitting, no van off the road.\n\nIf you tell me the make of your cooling units I can say in a minute whether it works.\n\n{me}",
  },
  {
    subject: "Six weeks until the holiday peak",
    text: "Hi {first},\n\nthe peak is when temporary drivers meet full trailers. Last year our customers took on 400 of them with a one-page guide and no course.\n\nIf {company} wants that this season, we would have to begin in the next two weeks. Shall we look at it?\n\n{me}",
  },
];

export const followUps: readonly [string, ...string[]] = [
  "Hi {first},\n\nI know how a week in distribution looks, so one line: is this something for {company}, something for later, or nothing?\n\n{me}",
  "Hello {first},\n\nfollowing up on my note. I attached the one-page example, names removed. The second table is the one people look at longest.\n\n{me}",
  "Hi {first},\n\nperhaps I wrote to the wrong person. Who looks after temperature records for {goods} at {company}? I would rather bother the right one.\n\n{me}",
  "Hi {first},\n\none thing I forgot: we can start with five vehicles in {city}, no contract, four weeks. If nothing changes, nothing happened.\n\n{me}",
  "Dear {first},\n\na customer with {depots} depots told me yesterday that the first month paid for the year: two rejected loads fewer. I thought of you.\n\n{me}",
  "Hi {first},\n\nI will stop here rather than become noise. If the topic comes up again before the summer, my number stands below.\n\n{me}",
  "Hello {first},\n\nwould Thursday at ten or Friday after lunch suit you better? Fifteen minutes, and I bring the numbers of a fleet like yours.\n\n{me}",
  "Hi {first},\n\nyou opened an account on our trial page last week, so I take it that this is not entirely dull. Where did you get stuck?\n\n{me}",
];

/** Mail that begins a talk about money. */
export const offers: readonly [MailText, ...MailText[]] = [
  {
    subject: "Offer for {vehicles} vehicles",
    text: "Hi {first},\n\nas promised: {vehicles} vehicles, {depots} depots, 19 dollars each and month, onboarding included. The second page has the rollout by week.\n\nThe price holds until the end of next month.\n\n{me}",
  },
  {
    subject: "Pilot in {city}: plan and price",
    text: "Hello {first},\n\nattached the pilot we discussed: ten vehicles, four weeks, {city} only. If you go on afterwards the pilot is free.\n\nWhat your side needs to prepare stands on page one: a list of vehicles and one name.\n\n{me}",
  },
  {
    subject: "Contract, with your lawyer's changes",
    text: "Dear {first},\n\nour side accepts all changes but one: we cannot promise the reaction of the mobile network. Everything we control has a time behind it now.\n\nIf you agree, we can sign this week.\n\n{me}",
  },
  {
    subject: "Numbers for your board",
    text: "Hi {first},\n\none page, not ten, as you asked: what {company} spends on rejected loads today, what remains after a year with us, and what we cost. I marked the two guesses in grey.\n\n{me}",
  },
];
