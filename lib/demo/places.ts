export type Place = {
  city: string;
  timezone: string;
  /** minutes of the day in New York when both sides are at work */
  hours: [number, number];
  /** the nth of the numbers that are kept for stories and belong to nobody; n from 0 to 99 */
  phone: (n: number) => string;
};

const eastern: [number, number] = [8 * 60 + 40, 17 * 60 + 20];
const central: [number, number] = [9 * 60 + 40, 17 * 60 + 30];
const mountain: [number, number] = [10 * 60 + 40, 17 * 60 + 40];
const pacific: [number, number] = [11 * 60 + 45, 18 * 60];
const british: [number, number] = [8 * 60 + 10, 12 * 60 + 10];
const european: [number, number] = [8 * 60, 11 * 60 + 20];

const two = (n: number) => String(n).padStart(2, "0");
// 555-0100 to 555-0199 of every North American area code.
const american = (area: string) => (n: number) => `+1 ${area} 555 01${two(n)}`;
// Ofcom, ARCEP, the Bundesnetzagentur and PTS keep these for film and radio.
const kept = (opening: string) => (n: number) => `${opening}${two(n)}`;

const place = (city: string, timezone: string, hours: [number, number], phone: Place["phone"]): Place => ({
  city,
  timezone,
  hours,
  phone,
});

export const places = {
  boston: place("Boston", "America/New_York", eastern, american("617")),
  newYork: place("New York", "America/New_York", eastern, american("212")),
  newark: place("Newark", "America/New_York", eastern, american("973")),
  philadelphia: place("Philadelphia", "America/New_York", eastern, american("215")),
  atlanta: place("Atlanta", "America/New_York", eastern, american("404")),
  miami: place("Miami", "America/New_York", eastern, american("305")),
  detroit: place("Detroit", "America/Detroit", eastern, american("313")),
  toronto: place("Toronto", "America/Toronto", eastern, american("416")),
  montreal: place("Montreal", "America/Toronto", eastern, american("514")),
  chicago: place("Chicago", "America/Chicago", central, american("312")),
  minneapolis: place("Minneapolis", "America/Chicago", central, american("612")),
  dallas: place("Dallas", "America/Chicago", central, american("214")),
  houston: place("Houston", "America/Chicago", central, american("713")),
  denver: place("Denver", "America/Denver", mountain, american("303")),
  phoenix: place("Phoenix", "America/Phoenix", mountain, american("602")),
  losAngeles: place("Los Angeles", "America/Los_Angeles", pacific, american("213")),
  seattle: place("Seattle", "America/Los_Angeles", pacific, american("206")),
  vancouver: place("Vancouver", "America/Vancouver", pacific, american("604")),
  london: place("London", "Europe/London", british, kept("+44 20 7946 00")),
  leeds: place("Leeds", "Europe/London", british, kept("+44 113 496 00")),
  dublin: place("Dublin", "Europe/Dublin", british, kept("+353 20 911 00")),
  hamburg: place("Hamburg", "Europe/Berlin", european, kept("+49 40 66969 0")),
  munich: place("Munich", "Europe/Berlin", european, kept("+49 89 99998 0")),
  paris: place("Paris", "Europe/Paris", european, kept("+33 1 99 00 12 ")),
  lyon: place("Lyon", "Europe/Paris", european, kept("+33 4 65 71 34 ")),
  gothenburg: place("Gothenburg", "Europe/Stockholm", european, kept("+46 31 390 06 ")),
} satisfies Record<string, Place>;
