import type { Kafka } from 'kafkajs';
import { changeClusters } from './cluster.ts';

/**
 * Whom brokers take a producer for. They append nothing of an older epoch of an id to a partition that has a record of
 * a newer one, whatever connection brings it and whenever: what an earlier producer left on its way can only arrive
 * before the next one's records.
 */
export interface ProducerIdentity {
  readonly producerId: string;
  /** 0 to 32,767. */
  readonly epoch: number;
}

/**
 * Answers who the next producer of a line is. `fresh`: an id that the brokers never gave to anybody. What it throws,
 * `publish` throws.
 */
export type NextIdentity = (fresh: () => Promise<string>) => Promise<ProducerIdentity>;

/** What kept the caller from naming a producer: `cause`. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
}

/**
 * Has the client's producer be who it is told to be. A client may raise the epoch of an id by itself; Kafka's own does
 * after a doubt (KIP-360). It needs no right beyond that of writing, unlike a transactional id, and leaves no
 * transaction open.
 */
export function useIdentity(kafka: Kafka, next: NextIdentity): void {
  changeClusters(kafka, (cluster) => {
    const findController = cluster.findControllerBroker.bind(cluster);
    const initProducerId = async (request: object) => {
      let fault: unknown;
      const fresh = async (): Promise<string> => {
        try {
          return (await (await findController()).initProducerId(request)).producerId;
        } catch (error) {
          fault = error;
          throw error;
        }
      };
      const { producerId, epoch } = await next(fresh).catch((error: unknown) => {
        throw error === fault ? error : new IdentityRefused('no producer may be made', { cause: error });
      });
      return { producerId, producerEpoch: epoch };
    };
    return Object.assign(cluster, { findControllerBroker: () => Promise.resolve({ initProducerId }) });
  });
}
