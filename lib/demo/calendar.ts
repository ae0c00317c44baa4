/** The working time of a sales team, counted back from the moment its story is told. */
export type Calendar = {
  now: Date;
  /** `minute` of the day in the team's zone, `ago` working days before today; 1 is the last one before today */
  workday: (ago: number, minute: number) => Date;
  /** in daytime within the last 23 hours, on whatever day: 0 is the newest moment, 1 the oldest */
  recently: (share: number) => Date;
  /** a plain distance */
  hoursAgo: (hours: number) => Date;
};

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** 1970-01-05, as a day since the epoch. */
const firstMonday = 4;
/** The week in which the whole team was away: nobody contacted anybody. */
const away = { from: 47, days: 5 };
/** Hours in which somebody still works on a Sunday. */
const daytime = { from: 8, to: 19 };

export function calendarOf(now: Date, timezone: string): Calendar {
  const clock = clockOf(timezone);
  const today = workdayNumber(Math.floor((now.getTime() + clock.offset(now.getTime())) / dayMs));
  let recent: Date[] | undefined;
  return {
    now,
    workday: (ago, minute) => {
      const number = today - (ago < away.from ? ago : ago + away.days);
      const day = firstMonday + Math.floor(number / 5) * 7 + (number - Math.floor(number / 5) * 5);
      return clock.instant(day * dayMs + minute * minuteMs);
    },
    recently: (share) => {
      recent ??= recentDaytime(now, clock);
      return recent[Math.round(share * (recent.length - 1))] ?? now;
    },
    hoursAgo: (hours) => new Date(now.getTime() - hours * 60 * minuteMs),
  };
}

// Counted from a Monday; a weekend is the Monday after it.
function workdayNumber(day: number): number {
  const week = Math.floor((day - firstMonday) / 7);
  return week * 5 + Math.min(day - firstMonday - week * 7, 5);
}

function recentDaytime(now: Date, clock: Clock): Date[] {
  const minutes = Array.from({ length: 23 * 60 - 15 }, (_, index) => now.getTime() - (index + 15) * minuteMs);
  return minutes
    .filter((at) => {
      const hour = Math.floor(((at + clock.offset(at)) % dayMs) / (60 * minuteMs));
      return hour >= daytime.from && hour < daytime.to;
    })
    .map((at) => new Date(at));
}

type Clock = { offset: (at: number) => number; instant: (wall: number) => Date };

/** Between instants and what a clock on the wall shows, both in milliseconds. */
function clockOf(timezone: string): Clock {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" });
  const known = new Map<number, number>();
  const offset = (at: number) => {
    const hour = Math.floor(at / (60 * minuteMs));
    const found = known.get(hour) ?? offsetOf(format, at);
    known.set(hour, found);
    return found;
  };
  return { offset, instant: (wall) => new Date(wall - offset(wall - offset(wall))) };
}

// "10/4/2026, GMT-04:00", or "GMT" alone.
function offsetOf(format: Intl.DateTimeFormat, at: number): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(format.format(at)) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}
