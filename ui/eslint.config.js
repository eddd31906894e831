// Lint rules of the window: who may import whom, and the usual mistakes.
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

const tauri = {
  regex: "^@tauri-apps/",
  message: "Only lib/backend knows that Tauri exists: add what you need there.",
};
const anyFeature = {
  regex: "(^|/)features(/|$)",
  message: "Only app/routes.ts loads features.",
};
const sibling = {
  regex: "^\\.\\./",
  message: "A feature is one flat folder and never imports another: move shared code to lib.",
};
const shell = {
  regex: "^\\$app/(routes|[A-Z])",
  caseSensitive: true,
  message: "A feature may use $app/router, session, shortcuts and theme, not the shell itself.",
};
const appFromLib = {
  regex: "^\\$app/|/app/",
  message: "lib does not know the app that uses it.",
};
const only = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/lib/backend/bindings.ts"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: ["error", "always"],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // Hash addresses need no base path, and this is not SvelteKit.
      "svelte/no-navigation-without-resolve": "off",
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
  { files: ["src/**"], ignores: ["src/lib/backend/**"], rules: only(tauri) },
  { files: ["src/lib/**"], ignores: ["src/lib/backend/**"],
    rules: only(tauri, anyFeature, appFromLib) },
  { files: ["src/lib/backend/**"], rules: only(anyFeature, appFromLib) },
  { files: ["src/app/**"], ignores: ["src/app/routes.ts"], rules: only(tauri, anyFeature) },
  { files: ["src/features/**"], rules: only(tauri, anyFeature, sibling, shell) },
);
