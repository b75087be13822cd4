// Starts Apache Kafka as plain processes, without containers: one broker, or several that share a KRaft quorum.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { kafkaJars } from './kafka-jars.mjs';
import { kafkaNode, stopLeftover } from './kafka-node.mjs';

/**
 * Starts `nodes` brokers that keep their data in `dataDir`, and resolves when every one of them answers.
 * Ports come from the kernel and are remembered in `dataDir`. `defaults` are broker settings that go before ours.
 * `advertise`: is given the first broker's port, and answers the one that it tells its clients: a proxy's.
 * `secured`: the first broker also listens to clients that speak TLS and sign in; `defaults` say how, as `listener.name.secured.*`.
 * A broker that a killed run left behind in `dataDir` is stopped first; one whose owner still runs is an error.
 */
export async function startKafka({ dataDir, nodes = 1, defaults = {}, secured = false, advertise, log = () => {} }) {
  const jars = await kafkaJars({ log });
  const dir = resolve(dataDir);
  mkdirSync(dir, { recursive: true });
  for (let id = 1; id <= nodes; id++) await stopLeftover(join(dir, `node-${id}`));
  const plan = await clusterPlan(dir, nodes);
  const [securedPort] = secured ? await freePorts(1) : [];
  const advertisedPort = advertise && (await advertise(plan.nodes[0].port));
  const brokers = plan.nodes.map((node, index) =>
    kafkaNode({
      ...node,
      securedPort: index === 0 ? securedPort : undefined,
      advertisedPort: index === 0 ? advertisedPort : undefined,
      dir: join(dir, `node-${node.id}`),
      jars,
      clusterId: plan.clusterId,
      settings: settingsOf(plan, defaults),
    }),
  );
  const stop = () => Promise.all(brokers.map((broker) => broker.stop())).then(() => {});
  try {
    await Promise.all(brokers.map((broker) => broker.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: brokers.map(({ port }) => `127.0.0.1:${port}`),
    nodes: brokers,
    stop,
    secured: securedPort && `127.0.0.1:${securedPort}`,
  };
}

// Kept in a file, so that clients find a restarted cluster where it was; a port that somebody else took is replaced.
async function clusterPlan(dir, count) {
  const file = join(dir, 'cluster.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (known && known.nodes.length !== count)
    throw new Error(`${dir} holds a cluster of ${known.nodes.length} brokers, not ${count}`);
  const wanted = known?.nodes.flatMap(({ port, controllerPort }) => [port, controllerPort]);
  const ports = wanted && (await areFree(wanted)) ? wanted : await freePorts(count * 2);
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    port: ports[2 * i],
    controllerPort: ports[2 * i + 1],
  }));
  const plan = { clusterId: known?.clusterId ?? newClusterId(), nodes };
  writeFileSync(file, JSON.stringify(plan));
  return plan;
}

function settingsOf({ nodes }, defaults) {
  const replication = Math.min(nodes.length, 3);
  const inSync = Math.max(1, replication - 1);
  return {
    ...defaults,
    'controller.quorum.voters': nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    'default.replication.factor': replication,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replication,
    'transaction.state.log.replication.factor': replication,
    'transaction.state.log.min.isr': inSync,
  };
}

// The tools read an id with a leading dash as an option.
function newClusterId() {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

async function areFree(ports) {
  const servers = await Promise.allSettled(ports.map(listen));
  await Promise.all(servers.map(({ value }) => value && close(value)));
  return servers.every(({ status }) => status === 'fulfilled');
}

async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map(close));
  return ports;
}

function listen(port) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

function close(server) {
  return new Promise((done) => server.close(done));
}
