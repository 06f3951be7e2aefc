/** Languages by file name, each loaded when it is first needed. */
import { StreamLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

export interface Language {
  name: string;
  load(): Promise<Extension>;
}

type Script = { jsx?: boolean; typescript?: boolean };
const script = (name: string, options: Script): Language => ({
  name,
  load: async () => (await import("@codemirror/lang-javascript")).javascript(options),
});
const css: Language = { name: "CSS", load: async () => (await import("@codemirror/lang-css")).css() };
const html: Language = { name: "HTML", load: async () => (await import("@codemirror/lang-html")).html() };
const json: Language = { name: "JSON", load: async () => (await import("@codemirror/lang-json")).json() };
const markdown: Language = { name: "Markdown", load: async () => (await import("@codemirror/lang-markdown")).markdown() };
const python: Language = { name: "Python", load: async () => (await import("@codemirror/lang-python")).python() };
const vue: Language = { name: "Vue", load: async () => (await import("@codemirror/lang-vue")).vue() };
const yaml: Language = { name: "YAML", load: async () => (await import("@codemirror/lang-yaml")).yaml() };
const shell: Language = { name: "Shell", load: async () => StreamLanguage.define((await import("@codemirror/legacy-modes/mode/shell")).shell) };
const docker: Language = { name: "Dockerfile", load: async () => StreamLanguage.define((await import("@codemirror/legacy-modes/mode/dockerfile")).dockerFile) };
const toml: Language = { name: "TOML", load: async () => StreamLanguage.define((await import("@codemirror/legacy-modes/mode/toml")).toml) };
const properties: Language = { name: "Settings", load: async () => StreamLanguage.define((await import("@codemirror/legacy-modes/mode/properties")).properties) };

const byEnding: Record<string, Language> = {
  ts: script("TypeScript", { typescript: true }),
  mts: script("TypeScript", { typescript: true }),
  cts: script("TypeScript", { typescript: true }),
  tsx: script("TypeScript JSX", { typescript: true, jsx: true }),
  js: script("JavaScript", { jsx: true }),
  mjs: script("JavaScript", {}),
  cjs: script("JavaScript", {}),
  jsx: script("JavaScript JSX", { jsx: true }),
  json, jsonc: json, webmanifest: json,
  css, scss: css, less: css,
  html, htm: html, svg: html, xml: html, svelte: html,
  md: markdown, markdown,
  py: python, pyi: python,
  vue,
  yaml, yml: yaml,
  sh: shell, bash: shell, zsh: shell,
  toml,
  ini: properties, env: properties, properties, conf: properties,
};

const byName: Record<string, Language> = {
  dockerfile: docker, containerfile: docker,
  ".bashrc": shell, ".profile": shell, ".bash_profile": shell, ".zshrc": shell, ".env": properties, ".npmrc": properties, ".editorconfig": properties,
  ".prettierrc": json, ".babelrc": json,
};

/** The language of a file; undefined for plain text. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return byName[name] ?? byEnding[name.slice(name.lastIndexOf(".") + 1)];
}
