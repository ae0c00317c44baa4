import { crossedHeadlines } from "./crossed-headlines";
import type { Line } from "./lines";

/** The last days of the people a visitor meets first, by their key; the oldest line first. */
export const headlines: Record<string, readonly Line[]> = {
  ...crossedHeadlines,
  "paul-ferrant": [
    {
      at: [11, 640],
      by: "rep3",
      way: "email",
      planned: true,
      subject: "What a warm pallet costs Larkfield",
      body: "Dear Paul,\n\none table: rejected loads of last year, what each cost, and which of them began at your own dock. Ines has the details, the sum is for you.\n\nBob",
    },
  ],
  "rosa-delgado": [
    {
      at: [11, 610],
      by: "rep4",
      way: "mail",
      subject: "Dock doors in Worcester",
      body: "Hi Rosa,\n\nhere is what the test unit saw last week: door 2 stands open 50 minutes a day, mostly before seven. Is that the bread?\n\nMei",
    },
    {
      at: [11, 845],
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
  "felix-baumann": [
    {
      at: 0.71,
      by: "rep2",
      way: "meeting",
      answered: true,
      body: "Validation workshop with quality, 90 min. Felix wants the calibration papers of every sensor, fair enough.",
    },
  ],
};
