/** HTML that was cleaned on the server, in a frame of its own without scripts: nothing in it reaches the page, or the network. */
export function FramedHtml({ html, title }: { html: string; title: string }) {
  return <iframe className="framed" sandbox="" title={title} srcDoc={`${STYLE}${html}`} />;
}

const STYLE =
  "<style>body{font:14px/1.5 system-ui,sans-serif;margin:12px;color:#1b1b1f;background:#fff;overflow-wrap:anywhere}p{margin:0 0 10px}</style>";
