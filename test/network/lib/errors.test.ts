import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ensureBinary } from "../../../network/lib/binary.js";
import { eraseChain, findChain, newRecord, requireChain } from "../../../network/lib/chain.js";
import { NetworkError } from "../../../network/lib/errors.js";
import { createMembers, memberKeys, readMembers, writeMembers } from "../../../network/lib/members.js";
import { portsOf, requireFree } from "../../../network/lib/ports.js";
import { setToml, withSettings } from "../../../network/lib/toml.js";

const quiet = (): void => undefined;

async function errorOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NetworkError)) throw new Error(`no NetworkError but ${String(error)}`);
  return error;
}

describe("The library of the private chain", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bollard-network-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  describe("ensureBinary", () => {
    /** A program named go, alone on the PATH, that says it is that version and logs what it is asked. */
    async function fakeGo(version: string, build = "exit 1"): Promise<NodeJS.ProcessEnv> {
      const script = `#!/bin/sh\nif [ "$1" = version ]; then echo "go version ${version} linux/amd64"; else ${build}; fi\n`;
      await writeFile(join(folder, "go"), script);
      await chmod(join(folder, "go"), 0o755);
      return { PATH: `${folder}:/usr/bin:/bin`, XDG_CACHE_HOME: join(folder, "cache") };
    }

    it("says that Go is missing", async () => {
      const error = await errorOf(ensureBinary(quiet, { PATH: folder }, ["go"]));
      expect(error.problem).to.equal("Go is missing, and the chain's node is built with it");
      expect(error.remedy).to.contain("install Go 1.24 or newer");
    });

    it("says that Go is too old", async () => {
      const error = await errorOf(ensureBinary(quiet, await fakeGo("go1.19.8")));
      expect(error.problem).to.equal("This Go is too old (go1.19.8)");
      expect(error.remedy).to.contain("install Go 1.24 or newer");
    });

    it("shows what the compiler said if the build fails, and leaves nothing that looks built", async () => {
      const environment = await fakeGo("go1.25.1", "echo 'evmd: no space left on device' >&2; exit 1");
      const error = await errorOf(ensureBinary(quiet, environment));
      expect(error.problem).to.equal("The build of the node failed");
      expect(error.detail).to.equal("evmd: no space left on device");
      expect((await errorOf(ensureBinary(quiet, environment))).problem).to.equal("The build of the node failed");
    });

    it("builds once for the same sources and Go, and says what it does", async () => {
      // The last argument but one is the target of `go build -o <target> <command>`.
      const build = `for last; do target=$before; before=$last; done; echo built >"$target"; echo x >>"${folder}/builds"`;
      const environment = await fakeGo("go1.25.1", build);
      const said: string[] = [];
      const first = await ensureBinary((line) => said.push(line), environment);
      expect(await ensureBinary(quiet, environment)).to.equal(first);
      expect(await readFile(first, "utf8")).to.equal("built\n");
      expect((await readFile(join(folder, "builds"), "utf8")).trim().split("\n")).to.have.length(1);
      expect(said[0]).to.contain("Building it once with go1.25.1");
      expect(said[1]).to.contain("about 4 minutes");
    });

    it("builds anew for another Go", async () => {
      const build = `for last; do target=$before; before=$last; done; echo built >"$target"`;
      const first = await ensureBinary(quiet, await fakeGo("go1.25.1", build));
      expect(await ensureBinary(quiet, await fakeGo("go1.26.0", build))).to.not.equal(first);
    });
  });

  describe("requireFree", () => {
    it("names the port that is taken, what it is for and whose", async () => {
      const other = createServer().listen(0, "127.0.0.1");
      await new Promise((fulfil) => other.once("listening", fulfil));
      const { port } = other.address() as AddressInfo;
      try {
        const error = await errorOf(requireFree(portsOf(port - 2, 1), "127.0.0.1", "node-1"));
        expect(error.problem).to.equal(`Port ${port} (consensus of node-1) is taken by another program`);
      } finally {
        other.close();
      }
    });
  });

  describe("portsOf", () => {
    it("gives each of twenty nodes ports that no other has", () => {
      const all = Array.from({ length: 20 }, (_, index) => Object.values({ ...portsOf(18_545, index + 1) })).flat();
      expect(new Set(all).size).to.equal(20 * 6);
    });
  });

  describe("findChain", () => {
    it("finds nothing in a folder that is not there or empty", async () => {
      expect(await findChain(join(folder, "none"))).to.equal(null);
      expect(await findChain(folder)).to.equal(null);
      expect((await errorOf(requireChain(folder))).remedy).to.equal("start one with `npm run network:up`");
    });

    it("refuses files without a record", async () => {
      await mkdir(join(folder, "node-1"));
      expect((await errorOf(findChain(folder))).problem).to.contain("stale or foreign state");
    });

    it("refuses a record that cannot be read", async () => {
      await writeFile(join(folder, "chain.json"), "{");
      expect((await errorOf(findChain(folder))).problem).to.contain("cannot be read: stale state");
    });

    it("refuses a record of another version", async () => {
      await writeFile(join(folder, "chain.json"), JSON.stringify({ ...newRecord(1, "127.0.0.1"), format: 0 }));
      expect((await errorOf(findChain(folder))).problem).to.contain("of another version (0, not 1)");
    });

    it("refuses a record whose node is gone", async () => {
      const record = { ...newRecord(1, "127.0.0.1"), nodes: [{ name: "node-1", number: 1, id: "" }] };
      await writeFile(join(folder, "chain.json"), JSON.stringify(record));
      expect((await errorOf(findChain(folder))).problem).to.contain("node-1 is missing or incomplete: stale state");
    });
  });

  describe("eraseChain", () => {
    it("leaves a folder alone that holds anything else", async () => {
      await writeFile(join(folder, "thesis.txt"), "years of work");
      await writeFile(join(folder, "chain.json"), "{}");
      expect((await errorOf(eraseChain(folder))).problem).to.contain("holds what is no chain's (thesis.txt)");
      expect(await readFile(join(folder, "thesis.txt"), "utf8")).to.equal("years of work");
    });
  });

  describe("memberKeys", () => {
    it("gives no keys before there is a chain", () => {
      expect(memberKeys(folder)).to.deep.equal([]);
      expect(readMembers(folder)).to.equal(null);
    });

    it("gives each member a key of its own, the deployer's first", async () => {
      const members = createMembers();
      await writeMembers(folder, members);
      const keys = memberKeys(folder);
      expect(keys[0]).to.equal(members.deployer.privateKey);
      expect(new Set(keys).size).to.equal(Object.keys(members).length);
    });
  });

  describe("setToml", () => {
    const TEXT = '# why\nname = "a"\n\n[p2p]\nname = "b" # keep\nport = 1\n';

    it("refuses a setting that the file does not have", () => {
      expect(() => withSettings(TEXT, { p2p: { prot: 2 } }, "config.toml")).to.throw(
        NetworkError,
        "config.toml has no setting p2p.prot",
      );
    });

    it("changes a key in its own section only", async () => {
      const file = join(folder, "config.toml");
      await writeFile(file, TEXT);
      await setToml(file, { p2p: { name: "c", port: 2 } });
      expect(await readFile(file, "utf8")).to.equal('# why\nname = "a"\n\n[p2p]\nname = "c"\nport = 2\n');
    });
  });
});
