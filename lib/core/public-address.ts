/** Where people reach the product. The worker answers no request that would say under which name it is known. */
export const publicAddress = () => process.env.TOUCHLINE_URL || `http://localhost:${process.env.PORT || 3000}`;
