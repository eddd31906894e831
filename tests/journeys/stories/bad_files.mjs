// Files that cannot be opened: each is told in its own words, and the window goes on working.
import { copyFile, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PASSPHRASE } from "../stage.mjs";

export const start = { ledger: true };

export async function play(person, stage) {
  const good = stage.ledgerPath;
  await person.seesHeading("Welcome");
  await person.presses(/^Open a ledger file/);
  await person.seesHeading("Open a ledger file");
  await tries(person, good, "not this one", /The passphrase is not the one of this ledger/);
  await person.checks("a wrong passphrase");
  await tries(person, join(stage.folder, "nowhere.billfold"), PASSPHRASE, /There is no ledger at/);
  await tries(person, await notALedger(stage, good), PASSPHRASE, /is not a Billfold ledger/);
  await tries(person, await damaged(stage, good), PASSPHRASE, /The ledger file is damaged/);
  await tries(person, process.env.BILLFOLD_NEWER, PASSPHRASE, /A newer Billfold wrote this/);
  await stage.holds(good);
  await tries(person, good, PASSPHRASE, /Another Billfold has this ledger open/);
  await person.checks("a file in use");
  await stage.letGo();
  await person.types("File", good);
  await person.types("Recovery passphrase", PASSPHRASE);
  await person.presses("Open");
  await person.seesHeading("Home");
}

async function tries(person, path, passphrase, told) {
  await person.types("File", path);
  await person.types("Recovery passphrase", passphrase);
  await person.presses("Open");
  await person.sees(told);
  // The trouble can be sent to somebody.
  await person.find(["button"], "Copy details");
}

async function withKeyOf(path, good) {
  await copyFile(`${good}.key`, `${path}.key`);
  return path;
}

async function notALedger(stage, good) {
  const path = join(stage.folder, "letter.billfold");
  await writeFile(path, "Dear customer, please find our letter enclosed. ".repeat(200));
  return withKeyOf(path, good);
}

/** A byte in the middle of the file is another one than it was. */
async function damaged(stage, good) {
  const path = join(stage.folder, "damaged.billfold");
  await copyFile(good, path);
  const file = await open(path, "r+");
  const { size } = await file.stat();
  const byte = Buffer.alloc(1);
  for (let at = 5000; at < size; at += 4096) {
    await file.read(byte, 0, 1, at);
    byte[0] ^= 0xff;
    await file.write(byte, 0, 1, at);
  }
  await file.close();
  return withKeyOf(path, good);
}
