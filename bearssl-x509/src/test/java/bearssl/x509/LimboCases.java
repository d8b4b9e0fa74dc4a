package bearssl.x509;

import bearssl.testing.Vectors;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The cases of x509-limbo, development half, with the chain in the order in which a server sends it. */
final class LimboCases {
    private LimboCases() {
    }

    /**
     * One case.
     *
     * @param facts its object in the file: scope, expected result, what BearSSL C says
     * @param batch the same as a line
     */
    record Case(JsonObject facts, BatchCase batch) {
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (JsonElement element : Vectors.json("x509/limbo-dev.json").getAsJsonArray("cases")) {
            JsonObject c = element.getAsJsonObject();
            BatchCase batch = new BatchCase(c.get("id").getAsString()).time(c.get("effective_time").getAsString());
            if (c.get("peer_name").isJsonObject()) {
                batch.sni(c.getAsJsonObject("peer_name").get("value").getAsString());
            }
            c.getAsJsonArray("trusted").forEach(cert -> batch.ca(der(cert)));
            batch.cert(der(c.get("leaf")));
            JsonArray pool = c.getAsJsonArray("intermediates");
            c.getAsJsonArray("chain_order").forEach(i -> batch.cert(der(pool.get(i.getAsInt()))));
            cases.add(new Case(c, batch));
        }
        return cases;
    }

    private static byte[] der(JsonElement base64) {
        return Base64.getDecoder().decode(base64.getAsString());
    }
}
