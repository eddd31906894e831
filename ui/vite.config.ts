// How the window is built: Svelte and Tailwind, no inlined assets, code split per screen.
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [svelte(), tailwindcss()],
  resolve: {
    alias: { $lib: src("lib"), $app: src("app") },
    // Component tests need Svelte's browser build, not the server one that node would choose.
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  clearScreen: false,
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  build: {
    target: "safari17",
    // An inlined font would be a data: address, which the content policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    reportCompressedSize: false,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["scripts/test_setup.ts"],
  },
});
