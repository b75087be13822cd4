/** In one event: it must fit into a record of Kafka, however many readers reported a comment. */
export const mostReportersNamed = 500;
