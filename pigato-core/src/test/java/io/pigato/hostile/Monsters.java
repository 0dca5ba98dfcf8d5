package io.pigato.hostile;

import java.util.List;
import java.util.random.RandomGenerator;

/** JSON that is deep, long, wrong in type, or none. */
final class Monsters {

	private static final List<String> ALL = List.of("[".repeat(50_000), "{\"a\":".repeat(50_000),
			"{\"error\":".repeat(10_000), "{\"ext\":" + "[".repeat(900) + "]".repeat(900) + "}",
			"{\"timeout\":" + "9".repeat(50_000) + "}", "{\"timeout\":1e" + "9".repeat(900) + "}",
			"{\"timeout\":\"soon\",\"retry\":[],\"nocache\":{},\"workerId\":[1],\"persist\":\"x\",\"ext\":7,\"headers\":3}",
			"{\"timeout\":-1e99,\"retry\":1e999999999,\"ext\":[null,{\"a\":[]}]}",
			"{\"timeout\":{\"timeout\":{\"timeout\":1}}}", "{\"timeout\":true,\"headers\":{\"a\":{\"b\":1}}}",
			"{\"concurrency\":1e999999999}", "{\"concurrency\":-1}", "{\"concurrency\":0." + "0".repeat(900) + "1}",
			"{\"concurrency\":[2],\"update\":{},\"info\":\"x\"}", "{\"cache\":-1e-999999999}", "{\"cache\":\"1\"}",
			"{\"error\":{\"code\":[],\"message\":{},\"details\":" + "[".repeat(2000),
			"{\"error\":{\"code\":\"a\\nERROR forged\",\"message\":\"" + "m".repeat(20_000) + "\"}}",
			"{\"" + "n".repeat(60_000) + "\":1}", "{\"workerId\":\"" + "w".repeat(60_000) + "\"}", names(),
			"\uFEFF{\"retry\":true}", "{\"a\":\"\u0000\"}", "\"" + "\\".repeat(10_001), "null", "undefined", "true",
			"1", "\"text\"", "{", "}", "{}{}", "{\"__proto__\":1,\"constructor\":{}}", "{\"workerId\":\"__proto__\"}",
			"\u00ff\u00fe\u0080", "NaN", "-", "{\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}");

	private Monsters() {
	}

	static List<String> all() {
		return ALL;
	}

	static String of(RandomGenerator random) {
		return ALL.get(random.nextInt(ALL.size()));
	}

	private static String names() {
		StringBuilder json = new StringBuilder("{");
		for (int i = 0; i < 5_000; i++) {
			json.append("\"name").append(i).append("\":0,");
		}
		return json.append("\"last\":0}").toString();
	}

}
