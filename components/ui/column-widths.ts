/** Widths of columns in steps of 16 px, told in 4 px as the style sheets do. As classes: the CSP allows no style in markup. */
export const NARROWEST = 16;
export const WIDEST = 96;
export const STEP = 4;
const PIXELS = 4;

export const fitWidth = (width: number): number =>
  Math.min(WIDEST, Math.max(NARROWEST, Math.round(width / STEP) * STEP));

export const fromPixels = (pixels: number): number => fitWidth(pixels / PIXELS);
export const toPixels = (width: number): number => width * PIXELS;

const WIDTHS =
  `w-16 w-20 w-24 w-28 w-32 w-36 w-40 w-44 w-48 w-52 w-56 w-60 w-64 w-68 w-72 w-76 w-80 w-84 w-88 w-92 w-96`.split(" ");

export const widthClass = (width: number): string => WIDTHS[(fitWidth(width) - NARROWEST) / STEP] ?? "w-96";

const ROOMS: [number, string][] = [
  [256, "min-[721px]:min-w-[1024px]"],
  [320, "min-[721px]:min-w-[1280px]"],
  [384, "min-[721px]:min-w-[1536px]"],
  [448, "min-[721px]:min-w-[1792px]"],
  [512, "min-[721px]:min-w-[2048px]"],
  [640, "min-[721px]:min-w-[2560px]"],
  [768, "min-[721px]:min-w-[3072px]"],
  [1024, "min-[721px]:min-w-[4096px]"],
];

/** The room that columns of this width together need; on a phone a row is its own shape. */
export const roomClass = (total: number): string => (ROOMS.find(([most]) => total <= most) ?? ROOMS.at(-1))?.[1] ?? "";
