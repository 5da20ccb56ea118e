// Sends 64-byte UDP frames of many flows in random order out of one interface, as fast as it takes them.
//
//   flood INTERFACE DESTINATION-MAC SOURCE-IP DESTINATION-IP FLOWS SECONDS     frames on an AF_PACKET socket
//   flood answer PORT FLOWS SECONDS      answers the first datagram of each flow, so that conntrack has seen both ways
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { frame_length = 64, burst = 64, first_port = 1024, port = 9 };

static void fail(const char *what) {
  fprintf(stderr, "flood: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static uint16_t header_checksum(const void *header) {
  const uint16_t *words = header;
  uint32_t sum = 0;
  for (int index = 0; index < 10; index++) sum += words[index];
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum;
}

static int send_flows(char **words) {
  const char *interface = words[0];
  int flows = atoi(words[4]);
  double seconds = atof(words[5]);
  struct ether_addr *destination = ether_aton(words[1]);
  if (!destination || flows < 1 || flows > 60000) {
    fprintf(stderr, "flood: a MAC address and 1 to 60000 flows\n");
    return 2;
  }
  int link = socket(AF_PACKET, SOCK_RAW, 0);
  if (link < 0) fail("AF_PACKET socket");
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(interface)};
  if (!address.sll_ifindex) fail(interface);
  if (bind(link, (struct sockaddr *)&address, sizeof address)) fail("bind");
  int one = 1;
  if (setsockopt(link, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one)) fail("PACKET_QDISC_BYPASS");

  uint8_t(*frames)[frame_length] = calloc(flows, frame_length);
  for (int flow = 0; flow < flows; flow++) {
    struct ether_header ethernet = {.ether_type = htons(ETHERTYPE_IP), .ether_shost = {2, 0, 0, 0, 1, 4}};
    memcpy(ethernet.ether_dhost, destination, ETH_ALEN);
    struct iphdr ip = {.version = 4, .ihl = 5, .tot_len = htons(frame_length - 14), .frag_off = htons(IP_DF),
                       .ttl = 64, .protocol = IPPROTO_UDP,
                       .saddr = inet_addr(words[2]), .daddr = inet_addr(words[3])};
    ip.check = header_checksum(&ip);
    // RFC 768: a checksum of 0 is none.
    struct udphdr udp = {.source = htons(first_port + flow), .dest = htons(port), .len = htons(frame_length - 34)};
    memcpy(frames[flow], &ethernet, 14);
    memcpy(frames[flow] + 14, &ip, 20);
    memcpy(frames[flow] + 34, &udp, 8);
  }

  struct iovec pieces[burst];
  struct mmsghdr messages[burst] = {0};
  uint64_t random = 0x9e3779b97f4a7c15;
  double end = now() + seconds;
  // First each flow once, in order and without haste: both ways of it are to be known before the flood.
  for (int flow = 0; flow < flows; flow++) {
    if (send(link, frames[flow], frame_length, 0) < 0 && errno != ENOBUFS) fail("send");
    usleep(20);
  }
  while (now() < end) {
    for (int index = 0; index < burst; index++) {
      random ^= random << 13, random ^= random >> 7, random ^= random << 17;
      pieces[index] = (struct iovec){frames[(random >> 32) % flows], frame_length};
      messages[index].msg_hdr.msg_iov = &pieces[index];
      messages[index].msg_hdr.msg_iovlen = 1;
    }
    if (sendmmsg(link, messages, burst, 0) < 0 && errno != ENOBUFS && errno != EAGAIN) fail("sendmmsg");
  }
  return 0;
}

static int answer_flows(char **words) {
  int flows = atoi(words[1]), answered = 0;
  double end = now() + atof(words[2]);
  int server = socket(AF_INET, SOCK_DGRAM, 0);
  if (server < 0) fail("UDP socket");
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(atoi(words[0]))};
  if (bind(server, (struct sockaddr *)&own, sizeof own)) fail("bind");
  struct timeval wait = {.tv_usec = 100000};
  setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  while (answered < flows && now() < end) {
    char datagram[frame_length];
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    ssize_t count = recvfrom(server, datagram, sizeof datagram, 0, (struct sockaddr *)&peer, &length);
    if (count >= 0 && sendto(server, datagram, count, 0, (struct sockaddr *)&peer, length) == count) answered++;
  }
  printf("%d\n", answered);
  return answered < flows;
}

int main(int count, char **words) {
  if (count == 5 && !strcmp(words[1], "answer")) return answer_flows(words + 2);
  if (count == 7) return send_flows(words + 1);
  fprintf(stderr, "flood INTERFACE DESTINATION-MAC SOURCE-IP DESTINATION-IP FLOWS SECONDS\n"
                  "flood answer PORT FLOWS SECONDS\n");
  return 2;
}
