/** "14.2 %", "0 %", "100 %"; a dash when nothing can be said. */
export function percent(rate: number | null): string {
  if (rate === null) return "–";
  if (Math.abs(rate) >= 10) return `${Math.round(rate * 100).toLocaleString("en")} %`;
  return rate === 0 || Math.abs(rate) === 1 ? `${rate * 100} %` : `${(rate * 100).toFixed(1)} %`;
}

/** "5 h 40", "42 min", "3 d 4 h": a length of time as people say it. */
export function hoursWords(hours: number | null): string {
  if (hours === null) return "–";
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  const whole = Math.round(minutes / 60);
  return `${Math.floor(whole / 24)} d ${whole % 24} h`;
}

export function count(value: number): string {
  return value.toLocaleString("en");
}

/** "1 conversation", "389 conversations". */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}
