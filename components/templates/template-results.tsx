import type { Template } from "@/lib/templates/schema";
import { baseWords, resultWords } from "./template-words";

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
      {results.opened === null ? null : (
        <div className="row">
          <dt className="t2">Opened</dt>
          <dd>{baseWords(results.opened, results.sent)}</dd>
        </div>
      )}
      {results.clicked === null ? null : (
        <div className="row">
          <dt className="t2">Link followed</dt>
          <dd>{baseWords(results.clicked, results.sent)}</dd>
        </div>
      )}
      <div className="row">
        <dt className="t2">Version</dt>
        <dd>{version}</dd>
      </div>
    </dl>
  );
}
