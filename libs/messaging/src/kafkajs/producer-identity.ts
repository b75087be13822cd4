import type { Kafka } from 'kafkajs';
import { changeClusters } from './cluster.ts';

/**
 * The identity of a producer towards the brokers. Once a partition has a record of a newer epoch of an id, brokers
 * refuse records of older epochs, over any connection and at any time. So records that an earlier producer sent are
 * written before those of the next one, or not at all.
 */
export interface ProducerIdentity {
  readonly producerId: string;
  /** 0 to 32,767. */
  readonly epoch: number;
}

/**
 * Returns the identity of the next producer. `fresh` requests a new id from the brokers. Errors it throws are thrown by
 * `publish`.
 */
export type NextIdentity = (fresh: () => Promise<string>) => Promise<ProducerIdentity>;

/** The caller could not determine an identity; see `cause`. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
}

/**
 * Gives the client's producer the identity that `next` returns. A client may raise the epoch of an id itself, as
 * Kafka's own client does after a doubt (KIP-360). Unlike a transactional id this needs no further permission, and
 * leaves no transaction open.
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
        throw error === fault
          ? error
          : new IdentityRefused('the identity of the producer could not be determined', { cause: error });
      });
      return { producerId, producerEpoch: epoch };
    };
    return Object.assign(cluster, { findControllerBroker: () => Promise.resolve({ initProducerId }) });
  });
}
