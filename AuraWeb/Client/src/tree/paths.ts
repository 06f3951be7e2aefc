/** Paths inside a sandbox and the rows that show them. */

export const root = "/workspace";

export const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const pathOf = (item: HTMLElement): string => item.dataset["path"] ?? "";

export const isFolder = (item: HTMLElement): boolean => item.dataset["kind"] === "directory";

/** A size in words, as the server writes it. */
export function sizeInWords(bytes: number): string {
  const rounded = (value: number): string => value.toFixed(1).replace(/\.0$/, "");
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${rounded(bytes / 1024)} kB` : `${rounded(bytes / 1024 / 1024)} MB`;
}
