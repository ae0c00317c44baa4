const root = process.env.FLOOR_ROOT;

// biome-ignore lint/style/noDefaultExport: Next.js reads it
export default {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  serverExternalPackages: ["postgres"],
  typescript: { ignoreBuildErrors: true },
};
