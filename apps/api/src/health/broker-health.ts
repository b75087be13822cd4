/** What is known of Kafka, as a detail of readiness: `unused` where nothing is published. */
export type BrokerHealth = () => Promise<{ status: 'unused' | 'ok' | 'unavailable'; [detail: string]: unknown }>;

export const brokerHealth = Symbol('BrokerHealth');
