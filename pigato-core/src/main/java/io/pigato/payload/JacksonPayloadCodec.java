package io.pigato.payload;
public final class JacksonPayloadCodec implements PayloadCodec {
	private final com.fasterxml.jackson.databind.ObjectMapper m = new com.fasterxml.jackson.databind.ObjectMapper();
	public byte[] encode(@org.jspecify.annotations.Nullable Object v) { try { return m.writeValueAsBytes(v); } catch (Exception e) { throw new io.pigato.PigatoPayloadException("x", e); } }
	public @org.jspecify.annotations.Nullable Object decode(byte[] j, java.lang.reflect.Type t) { try { return m.readValue(j, m.constructType(t)); } catch (Exception e) { throw new io.pigato.PigatoPayloadException("x", e); } }
}
