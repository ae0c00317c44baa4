import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { kindOf, SIGNAL_NAMES, type SignalName } from "@/lib/scoring/model-rules";
import type { TypedModel } from "./scoring-typed";

type Props = {
  typed: TypedModel;
  change: (part: Partial<TypedModel>) => void;
  errors?: { path: string; message: string }[];
  mayChange: boolean;
};

const AXES = [
  { axis: "fit", title: "Fit: who they are" },
  { axis: "engagement", title: "Engagement: what they did" },
] as const;

/** What each sign is worth, axis by axis, and how the axes make the score. */
export function WeightFields({ typed, change, errors, mayChange }: Props) {
  const weigh = (name: SignalName, value: string) => change({ weights: { ...typed.weights, [name]: value } });
  return (
    <>
      {AXES.map(({ axis, title }) => (
        <fieldset key={axis} className="panel" disabled={!mayChange}>
          <header>
            <h2>{title}</h2>
          </header>
          <div className="grid grid-cols-2 gap-3 p-4 md:grid-cols-3">
            {SIGNAL_NAMES.filter((name) => kindOf(name).axis === axis).map((name) => (
              <Field key={name} label={kindOf(name).label} error={errorAt(errors, `weights.${name}`)}>
                {(ids) => (
                  <Input
                    {...ids}
                    type="number"
                    min={-100}
                    max={100}
                    value={typed.weights[name]}
                    onChange={(event) => weigh(name, event.target.value)}
                  />
                )}
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Together</h2>
        </header>
        <div className="grid grid-cols-2 gap-3 p-4 md:grid-cols-4">
          {SHARED.map(({ name, label }) => (
            <Field key={name} label={label} error={errorAt(errors, name)}>
              {(ids) => (
                <Input
                  {...ids}
                  type="number"
                  value={typed[name]}
                  onChange={(event) => change({ [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      </fieldset>
    </>
  );
}

const SHARED = [
  { name: "fit_share", label: "Share of fit, %" },
  { name: "fit_cap", label: "Most fit" },
  { name: "engagement_cap", label: "Most engagement" },
  { name: "half_life_days", label: "Half-life, days" },
] as const;
