/** Most reporters that one event lists, so that it fits into a Kafka record even if many readers reported a comment. */
export const mostReportersNamed = 500;
