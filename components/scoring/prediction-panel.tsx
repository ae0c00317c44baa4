import { RelativeTime } from "@/components/ui/relative-time";
import type { Predictions } from "@/lib/predictions/schema";

/** What was learned from the leads that have ended, how well it holds, and what is missing where nothing could be learned. */
export function PredictionPanel({ predictions }: { predictions: Predictions }) {
  const { model, closed, converted, least_closed: least, least_of_each: each } = predictions;
  return (
    <section className="panel m-4 max-w-3xl" aria-labelledby="learned">
      <header>
        <h2 id="learned">Learned from your own history</h2>
      </header>
      {model ? (
        <Learned model={model} />
      ) : (
        <p className="p-4 t2">
          Not enough history yet: {closed} of {least} leads have ended, {converted} of {each} as clients. Then the
          probability of each open lead is foretold.
        </p>
      )}
    </section>
  );
}

type Model = NonNullable<Predictions["model"]>;

function Learned({ model }: { model: Model }) {
  const figures = [
    ["Right order", model.auc === null ? "–" : `${Math.round(model.auc * 100)} of 100 pairs`],
    [
      "Off by, on average",
      model.calibration_error === null ? "–" : `${(model.calibration_error * 100).toFixed(1)} points`,
    ],
    ["Best tenth", model.lift_at_10 === null ? "–" : `${model.lift_at_10.toFixed(1)} times as often`],
  ];
  return (
    <div className="grid gap-4 p-4">
      <p className="t2">
        From {model.leads.toLocaleString("en")} leads that have ended, {model.positives.toLocaleString("en")} of them as
        clients, <RelativeTime at={model.learned_at} />. Each figure is of leads that were not learned from.
      </p>
      <dl className="facts">
        {figures.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-4 sm:grid-cols-2">
        <Plot
          title="Predicted, and what happened"
          told={`Foretold against come true: ${model.calibration.map((bin) => `${percent(bin.told)} foretold, ${percent(bin.true_share)} true`).join("; ")}`}
          points={model.calibration.map((bin) => [bin.told, bin.true_share])}
        />
        <Plot
          title="Clients among the best"
          told={`Clients among the best: ${model.lift.map((one) => `${percent(one.found)} in the best ${percent(one.share)}`).join("; ")}`}
          points={[[0, 0], ...model.lift.map((one): [number, number] => [one.share, one.found])]}
        />
      </div>
      <ul aria-label="What speaks for and against">
        {model.weights.map((one) => (
          <li key={`${one.column} ${one.value}`} className="row g8">
            <span className="num w-16 text-right">{one.weight > 0 ? `+${one.weight}` : one.weight}</span>
            <span className="t2">
              {one.column}: {one.value}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const size = 200;
const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Points from 0 to 1 both ways, joined, beside the line of "as it would be without anything". */
function Plot({ title, told, points }: { title: string; told: string; points: [number, number][] }) {
  const at = ([x, y]: [number, number]) => `${20 + x * size},${10 + (1 - y) * size}`;
  return (
    <figure>
      <figcaption className="m">{title}</figcaption>
      <svg viewBox={`0 0 ${size + 30} ${size + 20}`} className="w-full max-w-64" role="img" aria-label={told}>
        <rect x="20" y="10" width={size} height={size} fill="none" stroke="var(--line-strong)" />
        <line x1="20" y1={size + 10} x2={size + 20} y2="10" stroke="var(--line-field)" strokeDasharray="3 3" />
        <polyline points={points.map(at).join(" ")} fill="none" stroke="var(--chart-1)" strokeWidth="2" />
        {points.map((point) => (
          <circle
            key={at(point)}
            cx={at(point).split(",")[0]}
            cy={at(point).split(",")[1]}
            r="3"
            fill="var(--chart-1)"
          />
        ))}
      </svg>
    </figure>
  );
}
