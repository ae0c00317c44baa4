import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

type Metrics = { registry: Registry; requests: Counter<"door" | "status">; seconds: Histogram<"door"> };

// On the global object: the development server loads modules anew, and each load would register the names again.
const holder = globalThis as typeof globalThis & { touchlineMetrics?: Metrics };

export const metrics = (): Metrics => (holder.touchlineMetrics ??= openMetrics());

/** One answered request, by the command's or the read's name. */
export function countRequest(door: string, status: number, seconds: number): void {
  metrics().requests.inc({ door, status: String(status) });
  metrics().seconds.observe({ door }, seconds);
}

function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "touchline_requests_total",
      help: "Requests answered, by door and status",
      labelNames: ["door", "status"],
      registers,
    }),
    seconds: new Histogram({
      name: "touchline_request_seconds",
      help: "Seconds until the answer, by door",
      labelNames: ["door"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
  };
}
