import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  outputFileTracingRoot: import.meta.dirname,
  // What an installation keeps beside its code, its secrets among it, is no part of what is built.
  outputFileTracingExcludes: { "/**": [".touchline/**"] },
  turbopack: { root: import.meta.dirname },
  // npm run check types everything, tests too; a start on a fresh machine should not take that time again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@node-rs/argon2", "postgres", "pino", "prom-client"],
  // Pages get their own policy, with a nonce, from proxy.ts.
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    {
      source: "/api/:path*",
      headers: [header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")],
    },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [header("Strict-Transport-Security", "max-age=63072000")],
    },
  ],
};

function header(key: string, value: string) {
  return { key, value };
}

const everywhere = [
  header("X-Content-Type-Options", "nosniff"),
  header("X-Frame-Options", "DENY"),
  header("Referrer-Policy", "strict-origin-when-cross-origin"),
  header("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
  header("Cross-Origin-Opener-Policy", "same-origin"),
];

export default nextConfig;
