import { setImmediate as nextTurn } from 'node:timers/promises';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  status,
  type Metadata,
  type sendUnaryData,
  type ServerReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import { appendAnswer, proposedEvent } from './double-appending.js';
import { DoubleLog, type ProposedEvent } from './double-log.js';
import { answerRead, answerSubscription, refusesPlace, type ReadCall } from './double-reading.js';
import { notLeader, rpcError, type Fault } from './faults.js';
import { Wire } from './wire.js';

export interface DoubleOptions {
  /** The log of another double, for a cluster of them. */
  readonly log?: DoubleLog;
  /** Another double that leads: this one follows it. */
  readonly leader?: EventStoreDouble;
  /** Certificate and key, PEM: it speaks TLS with them. */
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer };
}

type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/** What a server says that is asked to read the log from the midst of a record. */
const NO_PLACE = 'Unexpected ReadAllResult: Error';

const STATES = gossip.MemberInfo.VNodeState;

/**
 * Serves the protocol of EventStoreDB to its own client, over real gRPC, from memory. It is our reading of the server,
 * made from its documentation, its sources and what a real one (23.10) answered; it is no proof that a real one does the
 * same: the suite that runs on it runs on a real one too where BATON_TEST_EVENTSTOREDB names one. What it is for is what
 * a real one will not do when told to: be silent, reset, answer late, twice, nonsense or not at all, follow, restart.
 */
export class EventStoreDouble {
  /** Another one in its place is what a restored backup is. */
  log: DoubleLog;
  /** What the next calls meet instead of an answer, in this order. */
  readonly faults: { readonly append: Fault[]; readonly read: Fault[]; readonly subscribe: Fault[] } = {
    append: [],
    read: [],
    subscribe: [],
  };
  /** How often each kind of call came. */
  readonly calls = { append: 0, batchAppend: 0, read: 0, subscribe: 0 };
  /** How many reads are over: answered to their end, or broken off by who asked. */
  readsOver = 0;
  /** Who called with user and password: `user:password`. */
  readonly users = new Set<string>();
  /** Whether an append is told where it stands: a server need not say. */
  saysPlaces = true;
  /** How often a subscription shows each event. */
  times = 1;
  /** The one that leads where this one follows; it may come to follow later. */
  leader: EventStoreDouble | undefined;
  /** The members that gossip tells of. */
  members: readonly { readonly address: string; readonly state: number; readonly away?: true }[];
  private server: Server;
  private readonly subscriptions = new Set<ReadCall>();

  /** Starts one, at a free port of this machine. */
  static async start(options: DoubleOptions = {}): Promise<EventStoreDouble> {
    const { server, port } = await listening(0, options);
    return new EventStoreDouble(server, await Wire.to(port), port, options);
  }

  private constructor(
    server: Server,
    readonly wire: Wire,
    private readonly port: number,
    private readonly options: DoubleOptions,
  ) {
    this.log = options.log ?? new DoubleLog();
    this.leader = options.leader;
    this.members = options.leader
      ? [...options.leader.members, { address: wire.address, state: STATES.FOLLOWER }]
      : [{ address: wire.address, state: STATES.LEADER }];
    this.server = this.serve(server);
  }

  /** What the driver is told to connect to this one alone. */
  get connectionString(): string {
    return `esdb://${this.wire.address}?tls=${this.options.tls !== undefined}`;
  }

  /** Ends every subscription as a node does that goes away. */
  dropSubscriptions(): void {
    for (const call of this.subscriptions) call.emit('error', rpcError(status.UNAVAILABLE, 'the node goes away'));
    this.subscriptions.clear();
  }

  /** Stops and starts again, with the events it had. */
  async restart(): Promise<void> {
    await this.stop();
    const { server } = await listening(this.port, this.options);
    this.server = this.serve(server);
    await this.wire.up();
  }

  /** Stops at once, whatever is under way. */
  async stop(): Promise<void> {
    this.server.forceShutdown();
    await this.wire.down();
  }

  private serve(server: Server): Server {
    server.addService(StreamsService, {
      read: (call: ReadCall) => this.read(call),
      append: (call: AppendCall, tell: sendUnaryData<streams.AppendResp>) => this.append(call, tell),
      batchAppend: (call: { emit(event: 'error', error: Error): void }) => {
        this.calls.batchAppend += 1;
        call.emit('error', rpcError(status.UNIMPLEMENTED, 'the double takes no batches'));
      },
    });
    server.addService(GossipService, {
      read: (_: unknown, tell: sendUnaryData<gossip.ClusterInfo>) => tell(null, this.gossip()),
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, tell: sendUnaryData<features.SupportedMethods>) => tell(null, supported()),
    });
    return server;
  }

  private append(call: AppendCall, tell: sendUnaryData<streams.AppendResp>): void {
    this.calls.append += 1;
    const proposed: ProposedEvent[] = [];
    let asked: streams.AppendReq.Options | undefined;
    call.on('data', (message: streams.AppendReq) => {
      asked ??= message.getOptions();
      const event = message.getProposedMessage();
      if (event) proposed.push(proposedEvent(event));
    });
    const answerWhole = async (): Promise<void> => {
      // Where the client gave up while it sent, the call ends first and is known to be cancelled then: no whole append.
      await nextTurn();
      if (call.cancelled) return;
      const refused = this.refusal(call.metadata);
      if (refused || !asked) return tell(refused ?? rpcError(status.INVALID_ARGUMENT, 'an append without options'));
      const answer = appendAnswer(this.log, asked, proposed, this.saysPlaces);
      const fault = this.faults.append.shift();
      if (!fault) return tell(null, answer());
      fault({ store: answer, tell: () => tell(null, answer()), fail: (error) => tell(error) });
    };
    call.on('end', () => void answerWhole());
  }

  private read(call: ReadCall): void {
    const options = call.request.getOptions();
    const refused = this.refusal(call.metadata);
    if (refused || !options) return void call.emit('error', refused ?? rpcError(status.INVALID_ARGUMENT, 'no options'));
    const subscribes = options.hasSubscription();
    this.calls[subscribes ? 'subscribe' : 'read'] += 1;
    const tell = (log = this.log): void => {
      if (refusesPlace(log, options)) return void call.emit('error', rpcError(status.UNKNOWN, NO_PLACE));
      if (!subscribes) {
        call.on('cancelled', () => (this.readsOver += 1));
        return answerRead(log, call, options);
      }
      this.subscriptions.add(call);
      call.on('close', () => this.subscriptions.delete(call));
      answerSubscription(log, call, options, () => this.times);
    };
    const fault = this.faults[subscribes ? 'subscribe' : 'read'].shift();
    if (!fault) return tell();
    fault({ store: () => undefined, tell, fail: (error) => void call.emit('error', error) });
  }

  private refusal(metadata: Metadata): ServiceError | undefined {
    for (const basic of metadata.get('authorization')) {
      this.users.add(Buffer.from(String(basic).replace('Basic ', ''), 'base64').toString());
    }
    const { leader } = this;
    const requiresLeader = metadata.get('requires-leader').length > 0;
    return leader && requiresLeader ? notLeader(leader.wire.address) : undefined;
  }

  private gossip(): gossip.ClusterInfo {
    const info = new gossip.ClusterInfo();
    for (const { address, state, away } of this.members) {
      const [host = '', port] = address.split(':');
      const endpoint = new gossip.EndPoint();
      endpoint.setAddress(host);
      endpoint.setPort(Number(port));
      const member = new gossip.MemberInfo();
      member.setHttpEndPoint(endpoint);
      member.setState(state as typeof STATES.LEADER);
      member.setIsAlive(!away);
      info.addMembers(member);
    }
    return info;
  }
}

function supported(): features.SupportedMethods {
  const batch = new features.SupportedMethod();
  batch.setServiceName('event_store.client.streams.Streams');
  batch.setMethodName('BatchAppend');
  const methods = new features.SupportedMethods();
  methods.setEventStoreServerVersion('23.10.8.double');
  methods.addMethods(batch);
  return methods;
}

async function listening(port: number, { tls }: DoubleOptions): Promise<{ server: Server; port: number }> {
  const server = new Server();
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    : ServerCredentials.createInsecure();
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error ? reject(error) : resolve(at)));
  });
  return { server, port: bound };
}
