/**
 * Gives the memory of `bytes` back now instead of at some later collection; reading them afterwards shows nothing.
 * Pictures live outside the collector's heap: left to it, 16 cameras bring on a full collection each second. Bytes
 * that share their memory with others are left alone.
 */
export function release(bytes: Buffer): void {
  const { buffer } = bytes
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length) buffer.transfer(0)
}
