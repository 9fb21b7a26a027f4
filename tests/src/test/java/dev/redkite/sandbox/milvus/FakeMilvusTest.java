package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.VectorField;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.ManagedChannelBuilder;
import io.milvus.v2.client.MilvusClientV2;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeMilvusTest {

    @RegisterExtension
    final MilvusServers servers = new MilvusServers();

    @Test
    void servers_of_one_process_share_nothing() {
        MilvusClientV2 first = servers.client("2.6.15");
        MilvusClientV2 second = servers.client("2.6.15");
        create(first, "vector");

        assertThat(second.listCollections().getCollectionNames()).isEmpty();
    }

    @Test
    void a_closed_port_opens_again_with_everything_in_place() {
        FakeMilvus milvus = servers.start("2.6.15");
        int port = milvus.port();
        create(servers.client(milvus), "vector");

        milvus.refusesConnections().acceptsConnections();

        assertThat(milvus.port()).isEqualTo(port);
        assertThat(servers.client(milvus).listCollections().getCollectionNames()).containsExactly("points");
    }

    /** The SDK checks rows before it sends them, so these two speak the protocol themselves. */
    private MutationResult insertRaw(FieldData... columns) {
        FakeMilvus milvus = servers.start("2.6.15");
        create(servers.client(milvus), "vector");
        ManagedChannel channel = ManagedChannelBuilder.forAddress(milvus.host(), milvus.port()).usePlaintext().build();
        servers.keep(channel::shutdownNow);
        return MilvusServiceGrpc.newBlockingStub(channel).insert(InsertRequest.newBuilder()
                .setCollectionName("points").setNumRows(1).addAllFieldsData(List.of(columns)).build());
    }

    private static FieldData vector(float... numbers) {
        FloatArray.Builder array = FloatArray.newBuilder();
        for (float number : numbers) {
            array.addData(number);
        }
        return FieldData.newBuilder().setFieldName("vector").setType(DataType.FloatVector)
                .setVectors(VectorField.newBuilder().setDim(numbers.length).setFloatVector(array)).build();
    }

    @Test
    void a_row_without_one_of_its_fields_is_refused() {
        assertThat(insertRaw(vector(1, 2)).getStatus().getReason()).contains("has no corresponding fieldData");
    }

    @Test
    void a_row_of_another_dimension_is_refused() {
        assertThat(insertRaw(vector(1, 2, 3)).getStatus().getCode()).isEqualTo(1100);
    }
}
