// The loopback transport against a real server on this machine.
// @vitest-environment node
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError, asAppError } from "./errors";
import { httpTransport } from "./http";

const CHANGE = { kind: "ledger-changed", payload: { tables: ["invoices"], seq: 7 } };

describe("the loopback transport", () => {
  let server: Server;
  let base = "";
  let polls: string[] = [];

  const text = async (request: IncomingMessage) => {
    const parts = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts).toString();
  };

  beforeEach(async () => {
    polls = [];
    server = createServer(async (request, answer) => {
      const say = (status: number, body: unknown) =>
        answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      if (request.headers["x-billfold-token"] !== "secret") return say(403, { code: "no_token" });
      if (request.url?.startsWith("/events")) {
        polls.push(request.url);
        if (polls.length === 1) return say(200, { seq: 1, events: [CHANGE] });
        return; // A long poll: answers when there is something to tell.
      }
      if (request.url === "/call/echo") return say(200, JSON.parse(await text(request)));
      const error = { code: "invoice_not_found", message: "It is gone.", fix: "Look again." };
      return say(404, { ...error, field: "id" });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("posts the request with the token and gives the answer", async () => {
    const door = httpTransport(base, "secret");
    expect(await door.call("echo", { id: "in_1" })).toEqual({ id: "in_1" });
  });

  it("turns a refusal into the error a person can read", async () => {
    const door = httpTransport(base, "secret");
    const error = await door.call("invoices.get", {}).catch(asAppError);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "invoice_not_found", fix: "Look again.", field: "id" });
  });

  it("hears events and asks on from the last one", async () => {
    const door = httpTransport(base, "secret");
    const heard = await new Promise((hear) => {
      const stop = door.onEvent((event) => {
        hear(event);
        setTimeout(stop, 100);
      });
    });
    expect(heard).toEqual(CHANGE);
    await new Promise((later) => setTimeout(later, 80));
    expect(polls).toEqual(["/events?after=0", "/events?after=1"]);
  });

  it("says in words when nothing answers", async () => {
    const door = httpTransport("http://127.0.0.1:1", "secret");
    const error = await door.call("echo", {}).catch(asAppError);
    expect(error).toMatchObject({ code: "window.unexpected" });
  });
});
