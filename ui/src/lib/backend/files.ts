// Files and the desktop shell: saving and opening through the system, or plainly in a browser.
import type { FileDto } from "./bindings";
import { asAppError } from "./errors";
import { insideTauri } from "./transport";

/** What a file dialog asks for. */
export interface Pick {
  title: string;
  /** Without dots; none means any file. */
  extensions?: string[];
  /** Choose a folder instead. */
  folder?: boolean;
  /** Give the content as well (a logo). */
  read?: boolean;
}

export interface Picked {
  /** In a browser only the name is known. */
  path: string;
  name: string;
  base64: string | null;
}

/** True where the system's own file dialogs can be shown. */
export const hasFileDialogs = insideTauri;

async function shell<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  const { invoke } = await import("@tauri-apps/api/core");
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw asAppError(thrown);
  }
}

/** Tells the shell that there is something to see, so that it shows the window. */
export async function windowReady(): Promise<void> {
  if (insideTauri()) await shell("ready");
}

/** Where the file was saved; null when the person thought better of it. */
export async function saveFile(file: FileDto): Promise<string | null> {
  if (!insideTauri()) return download(file);
  return shell<string | null>("save_as", { name: file.name, base64: file.base64 });
}

/** Asks where something new shall be (a ledger, a backup); null when they cancel. */
export async function choosePlace(title: string, name: string): Promise<string | null> {
  if (!insideTauri()) return null;
  return shell<string | null>("choose_place", { title, name });
}

/** Opens a PDF in the system's viewer, for reading and printing. */
export async function openFile(file: FileDto): Promise<void> {
  if (!insideTauri()) return void download(file);
  await shell("open_pdf", { name: file.name, base64: file.base64 });
}

/** Shows a file that this window saved in the system's file browser. */
export async function revealFile(path: string): Promise<void> {
  if (insideTauri()) await shell("reveal", { path });
}

/** Lets the person choose a file or folder; null when they cancel. */
export async function pickFile(pick: Pick): Promise<Picked | null> {
  if (insideTauri()) return shell<Picked | null>("pick_file", { pick });
  return pick.folder ? null : pickInBrowser(pick);
}

/** Takes one part of a file that a browser hands over; gives where its parts are put together. */
type Upload = (part: { name: string; path: string; base64: string }) => Promise<string>;

/** A part's size: small enough for one request. */
const PART_BYTES = 3 * 256 * 1024;

/**
 * Lets the person choose a file of any size that Rust reads by itself: the window knows its path,
 * a browser hands it over part by part.
 */
export async function pickPath(pick: Pick, upload: Upload): Promise<Picked | null> {
  if (insideTauri()) return shell<Picked | null>("pick_file", { pick });
  const file = await chooseInBrowser(pick);
  if (!file) return null;
  let path = "";
  // An empty file is handed over too: what is wrong with it is said by whoever reads it.
  for (let at = 0; at === 0 || at < file.size; at += PART_BYTES) {
    const base64 = await toBase64(file.slice(at, at + PART_BYTES));
    path = await upload({ name: file.name, path, base64 });
  }
  return { path, name: file.name, base64: null };
}

function download(file: FileDto): string {
  const link = document.createElement("a");
  link.href = `data:${file.mime};base64,${file.base64}`;
  link.download = file.name;
  link.click();
  return file.name;
}

async function pickInBrowser(pick: Pick): Promise<Picked | null> {
  const file = await chooseInBrowser(pick);
  if (!file) return null;
  const base64 = pick.read ? await toBase64(file) : null;
  return { path: file.name, name: file.name, base64 };
}

function chooseInBrowser(pick: Pick): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = (pick.extensions ?? []).map((ending) => `.${ending}`).join(",");
  return new Promise((resolve) => {
    input.oncancel = () => resolve(null);
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.click();
  });
}

function toBase64(file: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onerror = () => reject(reader.error ?? new Error("The file could not be read."));
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.readAsDataURL(file);
  });
}
