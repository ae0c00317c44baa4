const months: readonly RegExp[] = [
  /^(jan|jän|ene|gen|sty|led|oca|tam|ian|ιαν|янв|січ)/,
  /^(feb|fév|fev|lut|únor|şub|hel|φεβ|фев|лют)/,
  /^(mar|mär|már|mrz|maa|mrt|bře|μαρ|март|бер)/,
  /^(apr|ápr|avr|abr|kwi|dub|nis|huh|απρ|апр|кві)/,
  /^(may|mai|mag|mei|maj|máj|kvě|tou|μα[ιϊΐ]|ма[йя]|тра)/,
  /^(jun|jún|juin|giu|cze|červ(na|en$)|haz|kes|iun|ιο[υύ]ν|июн|чер)/,
  /^(jul|júl|juil|lug|lip|červene?c|tem|hei|iul|ιο[υύ]λ|июл|лип)/,
  /^(aug|aoû|aou|ago|sie|srp|ağu|elo|α[υύ]γ|авг|сер)/,
  /^(sep|set|wrz|zář|szep|eyl|syy|σεπ|сен|вер)/,
  /^(oct|okt|ott|out|paź|říj|eki|lok|οκτ|жов)/,
  /^(nov|lis|kas|mars?ras|noi|νο[εέ]|ноя)/,
  /^(dec|déc|dez|dic|gru|des|pro|ara|jou|δεκ|дек|гру)/,
];
const weekdays: readonly RegExp[] = [
  /^(sun(day)?|sonntag|dimanche|domingo|domenica|zondag)$/,
  /^(mon(day)?|montag|lundi|lunes|luned[iì]|segunda|maandag)$/,
  /^(tues?(day)?|dienstag|mardi|martes|marted[iì]|terça|dinsdag)$/,
  /^(wed(nesday)?|mittwoch|mercredi|mi[eé]rcoles|mercoled[iì]|quarta|woensdag)$/,
  /^(thu(rs)?(day)?|donnerstag|jeudi|jueves|gioved[iì]|quinta|donderdag)$/,
  /^(fri(day)?|freitag|vendredi|viernes|venerd[iì]|sexta|vrijdag)$/,
  /^(sat(urday)?|samstag|samedi|s[aá]bado|sabato|zaterdag)$/,
];

const fromDay = String.raw`\d{1,2}[/.]\d{1,2}(?:[/.]\d{0,4})?\s?[-–—]|\d{1,2}(?:\.|st|nd|rd|th)?\s\p{L}{3,9}\.?\s?[-–—]|\p{L}{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?\s?[-–—]`;
const before = String.raw`(?<![\p{L}\p{N}])(?:${fromDay}|until|till|til|through|thru|to|back|return(?:ing)?(?: to (?:the |my )?(?:office|work))?|in the office|again|available|reachable|resume|bis(?: zum| einschlie(?:ss|ß)lich)?|ab|wieder|jusqu['’ ]?(?:au|à)?|retour|hasta|vuelta|regres\w+|at[eé]|retorn\w+|volto|fino al?|torn\w+|rientr\w+|tot(?: en met)?|terug|weer|tillbaka|till och med|tilbage|wracam|urlopie do|biurem do|a[ul]|do|tilbake|til og med|p[aâă]n[aă] (?:pe|la|în)|revin|έως|μέχρι|до|по|вернусь|повернуся|עד|حتى|إلى)`;
const gap = String.raw`(?:[^\p{L}\p{N}\n]|\b(?:on|the|of|from|at|in|am|dem|den|der|vom|le|la|les|el|del|il|op|de|em|o|dia|first|thing|next|again|office|work|after|pe|den|data)\b){0,12}`;
const day = String.raw`(?:\p{L}{2,14}\.?,?\s+(?:the\s+)?)?`;
const dates: readonly [RegExp, (parts: string[], sent: Date) => string | null][] = [
  [new RegExp(`${before}${gap}${day}(\\d{4})-(\\d{1,2})-(\\d{1,2})`, "iu"), ([y, m, d]) => iso(y, m, d)],
  [
    new RegExp(`${before}${gap}${day}(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2}))?`, "iu"),
    ([d, m, y], sent) => ahead(d, m, y, sent),
  ],
  [new RegExp(`${before}${gap}${day}(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{4}|\\d{2}))?\\b`, "iu"), slashed],
  [
    new RegExp(
      `${before}${gap}${day}(\\d{1,2})(?:st|nd|rd|th|er|e|º|°|\\.)?\\s*(?:of |de |di |d')?(\\p{L}{3,12})\\.?,?(?:\\s*(?:de |of )?(\\d{4})\\b)?`,
      "iu",
    ),
    ([d, m, y], sent) => named(d, m, y, sent),
  ],
  [
    new RegExp(`${before}${gap}${day}(\\p{L}{3,12})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b,?(?:\\s*(\\d{4})\\b)?`, "iu"),
    ([m, d, y], sent) => named(d, m, y, sent),
  ],
  [new RegExp(`${before}${gap}(\\p{L}{3,12})`, "iu"), ([name], sent) => nextWeekday(name, sent)],
  [
    new RegExp(`${before}${gap}(?:in )?(a|one|two|three|four|five|six|\\d{1,2}) (day|week|month)s?`, "iu"),
    ([count, unit], sent) => later(count, unit, sent),
  ],
  [
    new RegExp(`${before}${gap}(?:tomorrow|morgen|demain|mañana|domani|amanhã|imorgon)`, "iu"),
    (_, sent) => later("1", "day", sent),
  ],
  [new RegExp(`${before}${gap}(\\d{1,2})(?:st|nd|rd|th)(?![\\p{L}\\p{N}])`, "iu"), ([d], sent) => nextDay(d, sent)],
  // Where the word that says "until" or "back" stands behind the day.
  [
    /(\d{1,2})\.(\d{1,2})\.(?:(\d{4}|\d{2}))? ?(?:asti|saakka|wieder|zurück|tilbage|tilbake|tillbaka|kadar)/iu,
    ([d, m, y], sent) => ahead(d, m, y, sent),
  ],
  [
    /(\d{1,2})\.? (\p{L}{3,12})\.?(?: (\d{4}))?(?: \p{L}{1,12})? (?:wieder|zurück|tilbage|tilbake|tillbaka|asti|saakka|kadar)/iu,
    ([d, m, y], sent) => named(d, m, y, sent),
  ],
  [/(\p{L}{3,12})\.? (\d{1,2})\.?-?(?:ig|[áéj]+ig)(?!\p{L})/iu, ([m, d], sent) => named(d, m, undefined, sent)],
  [
    /(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]\s*(?:まで|から|前|之前|回|返|に(?:戻|復帰)|까지|$)/u,
    ([y, m, d]) => iso(y, m, d),
  ],
  [
    /(\d{1,2})[月월] ?(\d{1,2})[日일号號](?:\s*[(（].[)）])?\s*(?:まで|から|前|之前|回|返|に(?:戻|復帰)|까지)/u,
    ([m, d], sent) => ahead(d, m, undefined, sent),
  ],
];

/** The day until which, or on which, they say to be away or back, as YYYY-MM-DD; null when they do not say one. `sent`: when they wrote. */
export function returnDate(text: string, sent: Date): string | null {
  const read = text.slice(0, 5000).replace(/[ \t]+/g, " ");
  for (const [pattern, read_] of dates) {
    for (const match of read.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
      const found = read_(match.slice(1), sent);
      if (found !== null) return found;
    }
  }
  return null;
}

function iso(year = "", month = "", date = ""): string | null {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const same = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(date);
  return same && Number(year) >= 1990 && Number(year) < 2200 ? at.toISOString().slice(0, 10) : null;
}

/** Without a year the next such day, or one just past. */
function ahead(date = "", month = "", year: string | undefined, sent: Date): string | null {
  if (year) return iso(year.length === 2 ? `20${year}` : year, month, date);
  const weekAgo = new Date(sent.getTime() - 7 * 86_400_000).toISOString().slice(0, 10);
  const years = [0, 1, 4].map((more) => iso(String(sent.getUTCFullYear() + more), month, date));
  return years.find((one) => one !== null && one >= weekAgo) ?? null;
}

// 5/12: who is away says a day to come, so of two readings the nearer one to come; 13/5 has one reading.
function slashed([first, second, year]: string[], sent: Date): string | null {
  const readings = [ahead(second, first, year, sent), ahead(first, second, year, sent)].filter((one) => one !== null);
  const today = sent.toISOString().slice(0, 10);
  return readings.filter((one) => one >= today).toSorted()[0] ?? readings[0] ?? null;
}

function named(date = "", name = "", year: string | undefined, sent: Date): string | null {
  const month = months.findIndex((one) => one.test(name.toLowerCase())) + 1;
  return month === 0 ? null : ahead(date, String(month), year, sent);
}

const counts = ["a", "one", "two", "three", "four", "five", "six"];
const unitDays: Record<string, number> = { day: 1, week: 7, month: 30 };

function later(count = "", unit = "", sent: Date): string {
  const many = Number(count) || Math.max(1, counts.indexOf(count.toLowerCase()));
  return new Date(sent.getTime() + many * (unitDays[unit.toLowerCase()] ?? 1) * 86_400_000).toISOString().slice(0, 10);
}

/** The next such day of a month: "back on the 7th". */
function nextDay(day = "", sent: Date): string | null {
  const [year, month] = [sent.getUTCFullYear(), sent.getUTCMonth()];
  const days = [0, 1, 2].map((more) =>
    iso(String(year + Math.floor((month + more) / 12)), String(((month + more) % 12) + 1), day),
  );
  return days.find((one) => one !== null && one >= sent.toISOString().slice(0, 10)) ?? null;
}

function nextWeekday(name = "", sent: Date): string | null {
  const wanted = weekdays.findIndex((one) => one.test(name.toLowerCase()));
  if (wanted < 0) return null;
  const days = (wanted - sent.getUTCDay() + 7) % 7 || 7;
  return new Date(sent.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
