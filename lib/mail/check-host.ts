import { lookup } from "node:dns/promises";
import { BlockList, connect, isIP, type Socket } from "node:net";
import { AppError } from "@/lib/core/errors";

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Whether an address lies on the open internet, and not in this machine, this network or a range that stands for either. */
export function isOutside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.split("%")[0] ?? "";
  const family = isIP(plain);
  if (family === 4) return !inside.check(plain, "ipv4");
  // ::ffff:7f00:1 is 127.0.0.1 as well.
  return family === 6 && !/^::ffff:/i.test(plain) && !inside.check(plain, "ipv6");
}

/** The operator's word that mail servers of this machine or network are meant (TOUCHLINE_PRIVATE_HOSTS=1). */
const allowsInside = () => process.env.TOUCHLINE_PRIVATE_HOSTS === "1";

/**
 * Every address a name stands for, each looked at; INVALID when one of them is not on the open internet: a name that people give must
 * not reach what only this machine can.
 */
export async function checkHost(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true }).catch(() => []);
  const addresses = found.map((one) => one.address);
  if (addresses.length === 0) {
    const message = `There is no server called ${host}. Check its name for a typing mistake.`;
    throw new AppError("INVALID", message, { errors: [{ path: "host", message }] });
  }
  if (!allowsInside() && !addresses.every(isOutside)) {
    const message = `${host} is a server of this machine or network, which a mailbox may not name. Give your provider's public server.`;
    throw new AppError("INVALID", message, { errors: [{ path: "host", message }] });
  }
  return addresses;
}

/** A connection to a server that people named, to an address that was looked at: the name is not resolved again in between. */
export async function connectChecked(host: string, port: number, timeoutMs: number): Promise<Socket> {
  const addresses = await checkHost(host);
  let failed: unknown;
  for (const address of addresses.slice(0, 3)) {
    const socket = await connectTo(address, port, timeoutMs).catch((error) => {
      failed = error;
      return null;
    });
    if (socket) return socket;
  }
  throw failed;
}

function connectTo(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error("The server does not answer"), { code: "ETIMEDOUT" })),
      timeoutMs,
    );
    socket.once("error", fail);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", fail);
      resolve(socket);
    });
    socket.once("close", () => clearTimeout(timer));
  });
}
