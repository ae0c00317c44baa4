import type { Line } from "./lines";

const dates = "Rollout dates";
const price = "Price sheet, corrected";

/** The last days of the people a visitor meets first, by their key; the oldest line first. */
export const headlines: Record<string, readonly Line[]> = {
  "paul-ferrant": [
    {
      at: [2, 640],
      by: "rep3",
      way: "email",
      planned: true,
      subject: "What a warm pallet costs Larkfield",
      body: "Dear Paul,\n\none table: rejected loads of last year, what each cost, and which of them began at your own dock. Ines has the details, the sum is for you.\n\nBob",
    },
  ],
  "rosa-delgado": [
    {
      at: [3, 565],
      by: "rep4",
      way: "linkedin",
      planned: true,
      body: "Hi Rosa, Ines said that you know every dock by its first name. May I ask you about the one in Worcester?",
    },
    {
      at: [1, 610],
      by: "rep4",
      way: "mail",
      subject: "Dock doors in Worcester",
      body: "Hi Rosa,\n\nhere is what the test unit saw last week: door 2 stands open 50 minutes a day, mostly before seven. Is that the bread?\n\nMei",
    },
    {
      at: [1, 845],
      by: "rep4",
      way: "mail",
      direction: "inbound",
      subject: "Dock doors in Worcester",
      body: "It is the bread. I moved them to door 5. Please look again on Friday.\n\nRosa",
    },
  ],
  "omar-reyes": [
    {
      at: 0.03,
      by: "rep1",
      way: "email",
      planned: true,
      subject: "The five vehicles",
      body: "Hi Omar,\n\nhere are the five vehicles with most of your rejected loads, as promised on the phone. Two of them share a dock. Would Monday at nine suit you?\n\nDana",
    },
  ],
  "hannah-lindqvist": [
    {
      at: 0.74,
      by: "rep4",
      way: "mail",
      subject: "Coverage on the coast road",
      body: "Hi Hannah,\n\nwe measured the coast road again: nine minutes without coverage at most, and every reading arrives afterwards with its own time. The map is attached.\n\nMei",
    },
    {
      at: 0.07,
      by: "rep4",
      way: "mail",
      direction: "inbound",
      subject: "Coverage on the coast road",
      body: "Mei, that settles it for quality. Who at your side talks to our IT about single sign-on? They have a slot tomorrow.\n\nHannah",
    },
  ],
  "marcus-obi": [
    {
      at: 0.1,
      by: "rep2",
      way: "call",
      body: "Left a voicemail about the two warm pallets in Tacoma. He calls back or I mail a summary tonight.",
    },
  ],
  "sofia-brandt": [
    {
      at: 0.16,
      by: "rep1",
      way: "linkedin",
      planned: true,
      body: "Hi Sofia, the film from dock 4 is ready, 40 seconds, no sound. Shall I send it here or by mail?",
    },
  ],
  "daniel-kessler": [
    {
      at: 0.24,
      by: "rep3",
      way: "email",
      planned: true,
      subject: "One page for Monday",
      body: "Hi Daniel,\n\nthe page for your Monday round is attached: loads, rejections, cause. I left out everything that is not yours.\n\nBob",
    },
    {
      at: 0.13,
      by: "rep1",
      way: "email",
      planned: true,
      refused: "RECENTLY_CONTACTED",
      subject: "Your Monday round",
      body: "Hi Daniel,\n\nI heard that you look at rejections on Mondays. We have a one-page report for exactly that.",
    },
  ],
  "yuki-arakawa": [
    {
      at: 0.27,
      by: "rep4",
      way: "linkedin",
      planned: true,
      body: "Hello Yuki, we met at the fair next to the ice sculpture. You asked about alarms per depot; I have a picture for you.",
    },
  ],
  "leila-farouk": [
    {
      at: 0.32,
      by: "rep1",
      way: "meeting",
      answered: true,
      body: "Contract walked through line by line, 45 min. Two words to change, then Leila signs. Legal gets it tonight.",
    },
  ],
  "peter-novak": [
    {
      at: 0.4,
      by: "rep2",
      way: "mail",
      subject: "Milk runs without phone calls",
      body: "Hi Peter,\n\nyou said that you phone every driver twice a day. The first week with arrival times on the map took that to three calls in all. Shall I show you the week?\n\nAlice",
    },
    {
      at: 0.3,
      by: "rep3",
      way: "email",
      planned: true,
      refused: "RECENTLY_CONTACTED",
      subject: "Arrival times for dairies",
      body: "Hi Peter,\n\ndairies of your size spend a third of the planner's day on the phone with drivers.",
    },
  ],
  "grace-abara": [
    {
      at: 0.83,
      by: "rep1",
      way: "mail",
      subject: "Works council, the page you asked for",
      body: "Hi Grace,\n\nattached: what we record of drivers (nothing but the vehicle), who sees it, and for how long. Your council may change the last line.\n\nDana",
    },
    {
      at: 0.36,
      by: "rep1",
      way: "mail",
      direction: "inbound",
      subject: "Works council, the page you asked for",
      body: "Thank you Dana. They read it in ten minutes, which has never happened. One question remains: does it show breaks?\n\nGrace",
    },
  ],
  "tomas-silva": [
    {
      at: 0.87,
      by: "rep1",
      way: "call",
      answered: true,
      body: "Twelve minutes. Strawberries at nine degrees again, always the same dock. Wants two sensors to try.",
    },
  ],
  "emily-stroud": [
    {
      at: 0.92,
      by: "rep2",
      way: "email",
      planned: true,
      subject: "Demo on Monday, who joins",
      body: "Hi Emily,\n\nfor Monday at two I have you, quality and IT. Anybody from the stores? They ask the best questions.\n\nAlice",
    },
  ],
  "victor-anand": [
    {
      at: [2, 565],
      by: "rep1",
      way: "email",
      planned: true,
      subject: "Price sheet",
      body: "Hi Victor,\n\nthe price sheet as discussed. It holds until the end of next month.\n\nDana",
    },
    {
      at: 0.5,
      by: "rep1",
      way: "email",
      planned: true,
      reason: "Sent the wrong attachment on the last mail, this is the right one",
      subject: price,
      body: "Hi Victor,\n\nmy last mail had the price sheet of somebody else. This is yours: 36 vehicles, one depot. Sorry for the confusion.\n\nDana",
    },
  ],
  "andrei-popescu": [
    {
      at: 0.56,
      by: "rep3",
      way: "sms",
      planned: true,
      body: "Andrei, Bob from Fernway. Gate code for Thursday please, I am bringing the test unit.",
    },
  ],
  "clara-jensen": [
    {
      at: 0.62,
      by: "rep4",
      way: "whatsapp",
      planned: true,
      body: "Hi Clara, the oven side of dock 2 is 4 degrees warmer, photo attached. Is the curtain broken?",
    },
    {
      at: 0.45,
      by: "rep4",
      way: "whatsapp",
      direction: "inbound",
      body: "It is. And nobody told me! Can you come by this week?",
    },
  ],
  "noah-whitlock": [
    {
      at: 0.66,
      by: "rep2",
      way: "email",
      planned: true,
      subject: dates,
      body: "Hi Noah,\n\nseven depots, one per week, the big two last. The list with dates is attached, change what you like.\n\nAlice",
    },
    {
      at: 0.2,
      by: "manager",
      way: "email",
      planned: true,
      reason: "Their board meets at four and the list had the wrong depot first",
      subject: `${dates}, corrected`,
      body: "Dear Noah,\n\nplease use this list for your board, Savannah and Macon were swapped in the one of this morning.\n\nPriya Nair",
    },
  ],
  "felix-baumann": [
    {
      at: 0.71,
      by: "rep2",
      way: "meeting",
      answered: true,
      body: "Validation workshop with quality, 90 min. Felix wants the calibration papers of every sensor, fair enough.",
    },
  ],
  "ken-ashby": [
    {
      at: 0.78,
      by: "rep4",
      way: "mail",
      subject: "Single sign-on at Larkfield",
      body: "Hi Ken,\n\nInes said that you look after sign-on. We speak SAML and OIDC; which one is yours, and who would test with us?\n\nMei",
    },
    {
      at: 0.69,
      by: "rep3",
      way: "mail",
      subject: "Your IT questions on Fernway",
      body: "Hi Ken,\n\nI look after Paul at Larkfield and heard that IT has questions on sign-on. Happy to answer them.\n\nBob",
    },
  ],
};
