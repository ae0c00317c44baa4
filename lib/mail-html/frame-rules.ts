/** The page inside of the frame that shows it: even what slipped through could fetch and run nothing. */
export const mailFrame = (clean: string): string => `<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<meta name="referrer" content="no-referrer"><base target="_blank">
<style>body{margin:0;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere;color:#1c1c1f;background:#fff}img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:0 0 0 .8em;padding-left:.8em;border-left:2px solid #ccc}pre{white-space:pre-wrap}</style>
</head><body>${clean}</body></html>`;
