// A backup is made, something is added, the backup is restored, and the restore is undone.
export const start = { own: true };

export async function play(person) {
  await addCustomer(person, "Before Backup");
  await person.opens("#/settings/backup");
  await person.presses("Back up now");
  await person.sees("Backed up and verified");
  await person.checks("backups");
  await addCustomer(person, "After Backup");
  await person.opens("#/settings/backup");
  await person.presses(/^Restore the backup of/);
  await person.sees("Restore this backup?");
  await person.checks("the question before restoring");
  await person.presses("Verify and restore");
  await person.find(["button"], "Undo the restore");
  await person.checks("backups after restoring");
  await person.goes("Customers");
  await person.sees("Before Backup");
  await person.seesNo("After Backup");
  await person.opens("#/settings/backup");
  await person.presses("Undo the restore");
  await person.sees("as it was before the restore");
  await person.goes("Customers");
  await person.sees("After Backup");
  await person.sees("Before Backup");
}

async function addCustomer(person, name) {
  await person.goes("Customers");
  await person.presses("New customer");
  await person.types("Name", name);
  await person.presses("Create customer");
  await person.seesHeading(name);
}
