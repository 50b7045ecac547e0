// Declarations only: the Linux calls that `import Glibc` lacks.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

// glibc declares it only under _GNU_SOURCE, which would change the layout of types that other modules share.
extern int accept4(int socket, struct sockaddr *_Nullable address, socklen_t *_Nullable length, int flags);
