import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A stored number as people read it, "+1 617 555 0142"; what cannot be read as one stays as it is. */
export function formatPhone(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
