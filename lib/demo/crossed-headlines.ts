import type { Line } from "./lines";

const dates = "Rollout dates";
const price = "Price sheet, corrected";

/** Of the last day: who came in whose way, found out in time, overridden with a reason, or too late. */
export const crossedHeadlines: Record<string, readonly Line[]> = {
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
  "yuki-arakawa": [
    {
      at: 0.78,
      by: "rep4",
      way: "mail",
      subject: "Single sign-on at Asagao",
      body: "Dear Ms Arakawa,\n\nyour IT said that you look after sign-on. We speak SAML and OIDC; which one is yours, and who would test with us?\n\nMei",
    },
    {
      at: 0.69,
      by: "rep3",
      way: "mail",
      subject: "Your questions on sign-on",
      body: "Dear Ms Arakawa,\n\nI look after the stores in your region and heard that there are questions on sign-on. Happy to answer them.\n\nBob",
    },
  ],
};
