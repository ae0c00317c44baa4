import type { Template } from "@/lib/templates/schema";
import { resultWords } from "./template-words";

/** What became of the messages made from it, with the base of the rate. */
export function TemplateResults({ template }: { template: Template }) {
  const { results, version } = template;
  return (
    <dl className="form">
      <div className="row">
        <dt className="t2">Sent</dt>
        <dd>{results.sent}</dd>
      </div>
      <div className="row">
        <dt className="t2">Answered</dt>
        <dd>{resultWords(results)}</dd>
      </div>
      <div className="row">
        <dt className="t2">Version</dt>
        <dd>{version}</dd>
      </div>
    </dl>
  );
}
