import fc from "fast-check";

const junk = [
  "\u0000",
  "\u00a0",
  "\u2028",
  "\t",
  "\n",
  "/",
  "<",
  ">",
  '"',
  "'",
  "&#x6a;",
  "&Tab;",
  "&NewLine;",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<p>",
  "</p>",
  "<svg>",
  "<math>",
  "<table>",
  "`",
  "\u212a",
  "ſ",
];

/** A known way in, out of these, changed: parts cut, doubled, in other case, with characters that some readers skip, inside of or beside another. */
export const hostileMail = (vectors: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...vectors),
      fc.constantFrom(...vectors),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          kind: fc.nat({ max: 5 }),
          junk: fc.constantFrom(...junk),
        }),
        { maxLength: 6 },
      ),
    )
    .map(([first, second, changes]) =>
      changes.reduce((text, { at, kind, junk: more }) => {
        const place = Math.floor(at * text.length);
        const end = place + 1 + (place % 7);
        if (kind === 0) return text.slice(0, place) + more + text.slice(place);
        if (kind === 1) return text.slice(0, place) + text.slice(end);
        if (kind === 2) return text.slice(0, place) + text.slice(place, end).toUpperCase() + text.slice(end);
        if (kind === 3) return text.slice(0, place) + second + text.slice(place);
        if (kind === 4) return text.slice(0, end) + text.slice(place);
        return (
          text.slice(0, place) +
          [...text.slice(place, end)].map((one) => `&#${one.codePointAt(0)};`).join("") +
          text.slice(end)
        );
      }, first),
    );
